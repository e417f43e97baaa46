import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer';
import { forOutput } from '../../../src/html/for-output.ts';
import type { Answer } from '../../../src/pdf/browser/gate.ts';
import { openBrowser } from '../../../src/pdf/browser/launch.ts';
import { composePart, type Known } from '../../../src/pdf/compose/index.ts';
import { fontFaceCss, loadFaces, type SubsetFace, subsetFaces } from '../../../src/pdf/fonts.ts';
import { layOut, layoutOptions } from '../../../src/pdf/layout/index.ts';
import type { LayoutFacts, LayoutFault } from '../../../src/pdf/layout/types.ts';
import { listParts } from '../../../src/pdf/pages.ts';
import { Press } from '../../../src/pdf/press/index.ts';
import { loadTemplate, type Template } from '../../../src/template/load.ts';
import { typesetFolder } from '../../typeset-folder.ts';

/** A chapter laid out and printed as a document of its own. */
export interface PrintedChapter {
  bytes: Uint8Array;
  facts: LayoutFacts | undefined;
  faults: LayoutFault[];
}

const unknown: Known = { folio: () => undefined, continued: new Set() };
const box =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200"><rect width="300" height="200" fill="#ccd"/></svg>';
const boxHash = createHash('sha256').update(box).digest('hex');

/** A press with the fonts of a template, cut down to the characters of `text`, for many chapters. */
export class ChapterPress {
  private constructor(
    private readonly press: Press,
    private readonly template: Template,
    private readonly faces: readonly SubsetFace[],
  ) {}

  static async start(text: string, name = 'report'): Promise<ChapterPress> {
    const template = await loadTemplate(name);
    const characters = [text, '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚注释第章表图', template.printCss];
    const faces = subsetFaces(await loadFaces(template), characters);
    const fonts = faces.map(({ bytes }, i): [string, Answer] => [
      `/font/${i}.ttf`,
      { body: bytes, contentType: 'font/ttf' },
    ]);
    const drawing = { body: box, contentType: 'image/svg+xml' };
    const answers = new Map<string, Answer>([...fonts, [`/picture/${boxHash}`, drawing]]);
    return new ChapterPress(
      new Press(() => openBrowser({ faces, generic: template.generic }), answers),
      template,
      faces,
    );
  }

  /** Prints a chapter given as Markdown, with more lines of book.yaml and of the style sheet, and facing pages as wanted, if given. */
  async print(
    markdown: string,
    { config = '', css = '', spreads = this.template.spreads } = {},
  ): Promise<PrintedChapter> {
    const folder = await mkdtemp(path.join(tmpdir(), 'kanben-chapter-'));
    try {
      const yaml = `id: t\ntitle: 书\ndate: 2025-03-01\ncreators: [{ name: 组 }]\n${config}`;
      await writeFile(path.join(folder, 'book.yaml'), yaml);
      await writeFile(path.join(folder, 'a.md'), markdown);
      await writeFile(path.join(folder, 'box.svg'), box);
      const { book: whole, messages } = await typesetFolder(folder);
      if (!whole || messages.some(({ fatal }) => fatal)) throw new Error(messages.join('\n'));
      const book = forOutput(whole, 'pdf');
      const template = { ...this.template, printCss: this.template.printCss + css, spreads };
      const part = listParts(book, template).find(({ kind }) => kind === 'chapter');
      if (!part) throw new Error('no chapter');
      let facts: LayoutFacts | undefined;
      let faults: LayoutFault[] = [];
      const html = composePart(part, book, template, fontFaceCss(this.faces), unknown);
      const prepare = async (page: Page) => {
        const laid = await layOut(page, layoutOptions(book.config, template));
        [facts] = laid.chapters;
        faults = laid.faults;
      };
      const { bytes } = await this.press.print({ name: { zh: '章', en: 'chapter' }, html, tagged: true, prepare });
      return { bytes, facts, faults };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  close(): Promise<void> {
    return this.press.close();
  }
}
