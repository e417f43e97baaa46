import path from 'node:path';
import { VFile } from 'vfile';
import { defaultEdition } from '../book/editions.ts';
import { loadBook } from '../book/load.ts';
import type { Imposition } from '../book/printer-options.ts';
import { packEpub } from '../epub/index.ts';
import { forOutput } from '../html/for-output.ts';
import { ChapterKeep } from '../html/keep.ts';
import { roomFor, typeset } from '../html/typeset.ts';
import { type Audit, tellAudit } from '../pdf/audit/index.ts';
import { findBrowser, openBrowser } from '../pdf/browser/launch.ts';
import type { ResidentBrowser } from '../pdf/browser/resident.ts';
import { drawCover } from '../pdf/cover.ts';
import { DiagramPress, type Mermaid } from '../pdf/diagrams/index.ts';
import { droppedClaims } from '../pdf/finish/dropped-claims.ts';
import { loadFaces } from '../pdf/fonts.ts';
import { checkGlyphs } from '../pdf/glyphs.ts';
import type { PrintedBook } from '../pdf/index.ts';
import { faultMessages } from '../pdf/layout-faults.ts';
import { findChapter } from '../pdf/one-chapter.ts';
import { overfullFigures } from '../pdf/overfull.ts';
import { type PrintedPage, pageTexts, textsOf } from '../pdf/page-texts.ts';
import { Press } from '../pdf/press/index.ts';
import { PrintCache } from '../pdf/print-cache.ts';
import { answersFor, openShop, subsetForBook } from '../pdf/print-shop.ts';
import { printerFiles } from '../pdf/printer/files.ts';
import { smallerPictures } from '../pdf/smaller-pictures.ts';
import { cacheKey } from '../report/cache-key.ts';
import { Failure } from '../report/failure.ts';
import { type KanbenMessage, say } from '../report/message.ts';
import { type Progress, silent } from '../report/progress.ts';
import { loadTemplate } from '../template/load.ts';
import { recordBrowser } from './browser.ts';
import { possibleClaims } from './claims.ts';
import { Outputs, prepareFolder } from './outputs.ts';
import { type EditionRecord, recordInputs, recordSelf, recordTemplate, sha256 } from './record.ts';
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
  /** Another folder of all templates, such as that of an archive. Default: those of kanben. */
  templates?: string | undefined;
  /** When the files say they were last modified, e.g. from SOURCE_DATE_EPOCH. Default: the date of book.yaml, 00:00 UTC. */
  modified?: Date | undefined;
  /** Also puts the pages of the PDF together on sheets: `<id>.booklet.pdf` or `<id>.2up.pdf`. Default: as book.yaml says. */
  impose?: Imposition | undefined;
  /** Warnings stop the build as errors do. */
  strict?: boolean;
  /**
   * One chapter, by its id, file or title, for a quick look: only `<out>/<id>.<chapter>.pdf` is written, no EPUB and no record.
   * Numbers of chapters and figures are those of the book; pages count from 1, and those of other chapters are shown as `?`.
   */
  only?: string | undefined;
  /** Whether pages that were printed before are taken from the user's cache. Default: true. */
  cache?: boolean;
  /** A browser that stays open for the next build; whoever gives it closes it. Default: one for this build. */
  browser?: ResidentBrowser | undefined;
  progress?: Progress;
  signal?: AbortSignal;
}

export interface Edition {
  record: EditionRecord;
  messages: KanbenMessage[];
  /** Absolute paths of what was written. */
  written: string[];
  pages: number | undefined;
  /** What the audit of the layout found, by check; undefined without a PDF or with `pdf.audit: false`. */
  faults: Audit['counts'] | undefined;
  /** How many parts of the PDF there are (cover, contents, chapters…), and how many of them were printed anew. */
  parts: PrintedBook['parts'] | undefined;
}

/**
 * Builds PDF, EPUB and record of a manuscript: `<out>/<id>.pdf`, `.epub`, `.edition.json`; all of them or none.
 * @throws Failure 1 with all messages if the manuscript has errors; 2 wrong use; 3 browser, font or disk.
 */
export async function buildEdition(options: BuildOptions): Promise<Edition> {
  const outputs = new Outputs(options.out ?? 'dist', options.signal);
  try {
    return await build(options, outputs);
  } finally {
    await outputs.discard();
  }
}

async function build(options: BuildOptions, outputs: Outputs): Promise<Edition> {
  const { folder, out = 'dist', strict = false, cache: keep = true, progress = silent, signal } = options;
  const formats = options.only === undefined ? (options.formats ?? ['pdf', 'epub']) : ['pdf'];
  progress.step('read');
  const manuscript = await loadBook(folder, options.edition);
  await prepareFolder(out);
  const template = await loadTemplate(
    options.template ?? manuscript.config?.template ?? 'report',
    manuscript.config?.language,
    manuscript.config?.pdf.lines,
    options.templates,
  );
  const diagrams = new DiagramPress(template, signal);
  // What is known of fonts and browser hangs on their files alone, and is taken from the cache in any case.
  const known = await PrintCache.open();
  const cache = keep ? known : undefined;
  const self = await recordSelf();
  const { book, messages } = await typeset(manuscript, template, {
    progress,
    drawDiagrams: diagrams.draw,
    keep: new ChapterKeep(cache, self.sha256),
  });
  progress.step('fonts');
  const faces = await loadFaces(template, known);
  if (book && formats.includes('pdf')) messages.push(...checkGlyphs(book, faces));
  if (!book || stops(messages, strict)) throw refused(messages, strict);
  signal?.throwIfAborted();

  const only = options.only === undefined ? undefined : findChapter(book, options.only);
  const modified = options.modified ?? new Date(`${book.config.date}T00:00:00Z`);
  const { config } = book;
  const { id } = config;
  const { claims, messages: hindrances } =
    only === undefined ? possibleClaims(config, faces, messages) : { claims: [], messages: [] };
  if (formats.includes('pdf')) messages.push(...hindrances);
  let printed: PrintedBook | undefined;
  let audit: Audit | undefined;
  let starts: PrintedPage[] | undefined;
  const subsets = await subsetForBook(faces, book, template, known);
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
  const fonts = { faces: subsets, generic: template.generic };
  const answers = answersFor(subsets, book, template);
  const press = new Press(
    () => options.browser?.open(subsets, template.generic) ?? openBrowser(fonts, signal),
    answers,
    { signal },
  );
  try {
    const printer = await recordBrowser(await findBrowser(), press, known);
    record.tools.push(printer, ...recordMermaid(diagrams.used));
    // Pages that other code of ours laid out, or another browser, are none of this book.
    const { images } = config.pdf;
    const tools = cacheKey(self.sha256, printer.sha256, JSON.stringify(images ?? {}));
    const shop = openShop(press, tools, subsets, answers, cache);
    if (formats.includes('pdf')) {
      const room = roomFor(template);
      if (images && room) {
        for (const [hash, picture] of await smallerPictures(book, images, room, press, cache, tools))
          answers.set(`/picture/${hash}`, picture);
      }
      // Loaded only now: a book of many pictures that becomes an EPUB alone needs the memory.
      const { printBook } = await import('../pdf/index.ts');
      printed = await printBook(shop, book, template, {
        producer: `${self.name} ${self.version}`,
        modified,
        claims,
        attachments: claims.includes('a-3a') ? await sourceAttachments(manuscript, book, record) : [],
        progress,
        signal,
        only,
      });
      await outputs.add(only === undefined ? `${id}.pdf` : `${id}.${only}.pdf`, printed.bytes);
      messages.push(
        ...refusedRequests(printed.refused),
        ...faultMessages(forOutput(book, 'pdf'), printed.faults),
        ...overfullFigures(book, printed.overfull, printed.folios),
        ...droppedClaims(printed.findings, claims),
      );
      if (only === undefined && (config.pdf.audit || formats.includes('epub'))) {
        progress.step('audit', { pages: printed.pages.length });
        starts = pageTexts(textsOf(printed.audited, printed.pages.length), printed.pages);
        if (config.pdf.audit) audit = tellAudit(printed.audited, printed.pages);
        messages.push(...(audit?.messages ?? []));
      }
      if (stops(messages, strict)) throw refused(messages, strict);
      const boundRight = template.page.binding === 'right';
      const more = await printerFiles(printed.bytes, config.pdf.printer, options.impose, boundRight);
      for (const [name, bytes] of more) await outputs.add(`${id}.${name}`, bytes);
    }
    if (formats.includes('epub')) {
      progress.step('cover');
      const cover = await drawCover(shop, book, template);
      progress.step('epub');
      const open = async () => (await press.browser()).browser;
      const packed = await packEpub(book, template, { cover, modified, faces, browser: open, printed: starts });
      await outputs.add(`${id}.epub`, packed.content);
      messages.push(...packed.messages);
    }
  } finally {
    await press.close();
    signal?.throwIfAborted();
  }
  if (cache) messages.push(...cacheProblem(cache));

  record.outputs = outputs.written.map((file) => ({
    ...file,
    mediaType: file.path.endsWith('.pdf') ? 'application/pdf' : 'application/epub+zip',
    ...(printed && file.path === `${id}.pdf` && { pages: printed.pages.length }),
  }));
  progress.step('write');
  if (only === undefined) {
    await outputs.add(`${id}.edition.json`, Buffer.from(`${JSON.stringify(record, null, 2)}\n`));
  }
  await outputs.commit();
  return {
    record,
    messages,
    written: outputs.written.map((file) => path.resolve(out, file.path)),
    pages: printed?.pages.length,
    faults: audit?.counts,
    parts: printed?.parts,
  };
}

function cacheProblem({ problem }: PrintCache): KanbenMessage[] {
  return problem ? [say(new VFile({ path: 'book.yaml' }), 'print:cache', problem, { severity: 'info' })] : [];
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
