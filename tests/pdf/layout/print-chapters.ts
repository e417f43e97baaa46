import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { noteSettings } from '../../../src/document/note-settings.ts';
import { forOutput } from '../../../src/html/for-output.ts';
import { type OpenBrowser, openBrowser } from '../../../src/pdf/browser/launch.ts';
import { composePart, documentOf, type Known } from '../../../src/pdf/compose/index.ts';
import { type LoadedFace, loadFaces, subsetFaces } from '../../../src/pdf/fonts.ts';
import { setUpPress } from '../../../src/pdf/index.ts';
import { type LayoutFacts, layOut } from '../../../src/pdf/layout/index.ts';
import { listParts } from '../../../src/pdf/pages.ts';
import { printHtml } from '../../../src/pdf/print.ts';
import { loadTemplate, type Template } from '../../../src/template/load.ts';
import { typesetFolder } from '../../typeset-folder.ts';

/** A chapter laid out and printed as a document of its own. */
export interface PrintedChapter {
  bytes: Uint8Array;
  facts: LayoutFacts | undefined;
}

const unknown: Known = { folio: () => undefined, continued: new Set() };
const box =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200"><rect width="300" height="200" fill="#ccd"/></svg>';

/** A browser with the fonts of the report template, cut down to the characters of `text`, for many chapters. */
export class ChapterPress {
  private constructor(
    private readonly open: OpenBrowser,
    private readonly template: Template,
    private readonly faces: LoadedFace[],
  ) {}

  static async start(text: string): Promise<ChapterPress> {
    const template = await loadTemplate('report');
    const characters = [text, '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚注释第章表图', template.printCss];
    const faces = await subsetFaces(await loadFaces(template), characters);
    return new ChapterPress(await openBrowser({ faces, generic: template.generic }), template, faces);
  }

  /** Prints a chapter given as Markdown, with more lines of book.yaml and of the style sheet if given. */
  async print(markdown: string, { config = '', css = '' } = {}): Promise<PrintedChapter> {
    const folder = await mkdtemp(path.join(tmpdir(), 'kanben-chapter-'));
    try {
      const yaml = `id: t\ntitle: 书\ndate: 2025-03-01\ncreators: [{ name: 组 }]\n${config}`;
      await writeFile(path.join(folder, 'book.yaml'), yaml);
      await writeFile(path.join(folder, 'a.md'), markdown);
      await writeFile(path.join(folder, 'box.svg'), box);
      const { book: whole, messages } = await typesetFolder(folder);
      if (!whole || messages.some(({ fatal }) => fatal)) throw new Error(messages.join('\n'));
      const book = forOutput(whole, 'pdf');
      const template = { ...this.template, printCss: this.template.printCss + css };
      const { answers, fontCss } = setUpPress(this.open.browser, this.faces, whole);
      const part = listParts(book, template).find(({ kind }) => kind === 'chapter');
      if (!part) throw new Error('no chapter');
      let facts: LayoutFacts | undefined;
      const html = documentOf(composePart(part, book, template, fontCss, unknown));
      const { bytes } = await printHtml(this.open.browser, html, answers, {
        tagged: true,
        layOut: async (page) => {
          [facts] = await layOut(page, noteSettings(book.config, template));
        },
      });
      return { bytes, facts };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  close(): Promise<void> {
    return this.open.close();
  }
}
