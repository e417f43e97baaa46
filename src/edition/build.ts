import path from 'node:path';
import { VFile } from 'vfile';
import { defaultEdition } from '../book/editions.ts';
import { loadBook } from '../book/load.ts';
import { packEpub } from '../epub/index.ts';
import { typeset } from '../html/typeset.ts';
import { killBrowser, type OpenBrowser, openBrowser } from '../pdf/browser/launch.ts';
import { DiagramPress, type Mermaid } from '../pdf/diagrams/index.ts';
import { droppedClaims } from '../pdf/finish/dropped-claims.ts';
import { loadFaces } from '../pdf/fonts.ts';
import { checkGlyphs } from '../pdf/glyphs.ts';
import { drawCover, type PrintedBook, printBook, setUpPress, subsetForBook } from '../pdf/index.ts';
import { overfullFigures } from '../pdf/overfull.ts';
import { Failure } from '../report/failure.ts';
import { type KanbenMessage, say } from '../report/message.ts';
import { type Progress, silent } from '../report/progress.ts';
import { loadTemplate } from '../template/load.ts';
import { possibleClaims } from './claims.ts';
import { prepareFolder, writeAll } from './outputs.ts';
import {
  type EditionRecord,
  recorded,
  recordInputs,
  recordSelf,
  recordTemplate,
  sha256,
  sha256File,
} from './record.ts';
import { sourceAttachments } from './sources.ts';

export type Format = 'pdf' | 'epub';

export interface BuildOptions {
  /** The manuscript's folder. */
  folder: string;
  /** The name of an edition in book.yaml. Default: `default`, the book itself. */
  edition?: string | undefined;
  /** Where the outputs go. Default: `dist` in the working directory. */
  out?: string;
  formats?: readonly Format[];
  /** Overrides `template` of book.yaml. */
  template?: string | undefined;
  /** When the files say they were last modified, e.g. from SOURCE_DATE_EPOCH. Default: the date of book.yaml, 00:00 UTC. */
  modified?: Date | undefined;
  /** Warnings stop the build as errors do. */
  strict?: boolean;
  progress?: Progress;
  signal?: AbortSignal;
}

export interface Edition {
  record: EditionRecord;
  messages: KanbenMessage[];
  /** Absolute paths of what was written. */
  written: string[];
  pages: number | undefined;
}

/**
 * Builds PDF, EPUB and record of a manuscript: `<out>/<id>.pdf`, `.epub`, `.edition.json`; all of them or none.
 * @throws Failure 1 with all messages if the manuscript has errors; 2 wrong use; 3 browser, font or disk.
 */
export async function buildEdition(options: BuildOptions): Promise<Edition> {
  const { folder, out = 'dist', formats = ['pdf', 'epub'], strict = false, progress = silent, signal } = options;
  progress.step('read');
  const manuscript = await loadBook(folder, options.edition);
  await prepareFolder(out);
  const template = await loadTemplate(
    options.template ?? manuscript.config?.template ?? 'report',
    manuscript.config?.language,
  );
  const diagrams = new DiagramPress(template, signal);
  const { book, messages } = await typeset(manuscript, template, { progress, drawDiagrams: diagrams.draw });
  progress.step('fonts');
  const faces = await loadFaces(template);
  if (book && formats.includes('pdf')) messages.push(...checkGlyphs(book, faces));
  if (!book || stops(messages, strict)) throw refused(messages, strict);
  signal?.throwIfAborted();

  const modified = options.modified ?? new Date(`${book.config.date}T00:00:00Z`);
  const self = await recordSelf();
  const { config } = book;
  const outputs = new Map<string, Uint8Array>();
  const { id } = config;
  const { claims, messages: hindrances } = possibleClaims(config, faces, messages);
  if (formats.includes('pdf')) messages.push(...hindrances);
  let printed: PrintedBook | undefined;
  const subsets = await subsetForBook(faces, book, template);
  const record: EditionRecord = {
    record: 'kanben-edition/1',
    id,
    title: config.title,
    ...(manuscript.edition !== defaultEdition && { editionName: manuscript.edition }),
    ...(config.edition && { edition: config.edition }),
    date: config.date,
    ...(options.modified && { modified: options.modified.toISOString() }),
    language: config.language,
    inputs: await recordInputs(manuscript, book),
    outputs: [],
    tools: [self],
    template: await recordTemplate(template, faces),
  };
  progress.step('browser');
  const browser = await openBrowser({ faces: subsets, generic: template.generic }, signal);
  const abort = () => killBrowser(browser.browser);
  signal?.addEventListener('abort', abort);
  try {
    record.tools.push(await recordBrowser(browser), ...recordMermaid(diagrams.used));
    const press = setUpPress(browser.browser, subsets, book);
    if (formats.includes('pdf')) {
      printed = await printBook(press, book, template, {
        producer: `${self.name} ${self.version}`,
        modified,
        claims,
        attachments: claims.includes('a-3a') ? await sourceAttachments(manuscript, book, record) : [],
        progress,
        signal,
      });
      outputs.set(`${id}.pdf`, printed.bytes);
      messages.push(
        ...refusedRequests(printed.refused),
        ...overfullFigures(book, printed.overfull, printed.folios),
        ...droppedClaims(printed.findings, claims),
      );
    }
    if (formats.includes('epub')) {
      progress.step('cover');
      const cover = await drawCover(press, book, template);
      progress.step('epub');
      outputs.set(`${id}.epub`, await packEpub(book, template, { cover, modified }));
    }
  } finally {
    signal?.removeEventListener('abort', abort);
    await browser.close();
    signal?.throwIfAborted();
  }

  record.outputs = [...outputs].map(([name, bytes]) => ({
    ...recorded(name, bytes),
    mediaType: name.endsWith('.pdf') ? 'application/pdf' : 'application/epub+zip',
    ...(printed && name.endsWith('.pdf') && { pages: printed.pages.length }),
  }));
  outputs.set(`${id}.edition.json`, Buffer.from(`${JSON.stringify(record, null, 2)}\n`));
  progress.step('write');
  await writeAll(out, outputs, signal);
  return {
    record,
    messages,
    written: [...outputs.keys()].map((name) => path.resolve(out, name)),
    pages: printed?.pages.length,
  };
}

/** What the pages asked for and did not get: an author's HTML cannot ask, so it is the template's CSS. */
function refusedRequests(addresses: string[]): KanbenMessage[] {
  const file = new VFile({ path: 'print.css' });
  for (const address of new Set(addresses)) {
    const zh = `排版时请求 ${address}，已拒绝：只读书稿和模板自己的文件。请从模板的 CSS 里去掉它。`;
    const en = `The pages asked for ${address}, which was refused: only the manuscript's own files are read. Take it out of the template's CSS.`;
    say(file, 'print:refused-request', { zh, en });
  }
  return file.messages as KanbenMessage[];
}

function recordMermaid(used: Mermaid | undefined): EditionRecord['tools'] {
  return used ? [{ name: 'mermaid', version: used.version, sha256: sha256(used.script) }] : [];
}

async function recordBrowser({ name, version, executable }: OpenBrowser): Promise<EditionRecord['tools'][number]> {
  return { name, version, sha256: await sha256File(executable) };
}

/** fatal: true error, false warning, undefined information. */
function stops(messages: KanbenMessage[], strict: boolean): boolean {
  return messages.some((message) => message.fatal || (strict && message.fatal === false));
}

function refused(messages: KanbenMessage[], strict: boolean): Failure {
  const count = messages.filter((message) => message.fatal || (strict && message.fatal === false)).length;
  const zh = `书稿里有 ${count} 处要改，没有输出任何文件。`;
  return new Failure(
    1,
    { zh, en: `${count} ${count === 1 ? 'thing needs' : 'things need'} mending; nothing was written.` },
    { messages },
  );
}
