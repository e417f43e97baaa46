import path from 'node:path';
import { VFile } from 'vfile';
import { defaultEdition } from '../book/editions.ts';
import type { Imposition } from '../book/printer-options.ts';
import type { TypesetBook } from '../html/index.ts';
import type { Audit } from '../pdf/audit/index.ts';
import { drawCover } from '../pdf/cover.ts';
import type { Mermaid } from '../pdf/diagrams/index.ts';
import type { PrintedBook } from '../pdf/index.ts';
import { findChapter } from '../pdf/one-chapter.ts';
import { pageTexts, textsOf } from '../pdf/page-texts.ts';
import type { PrintCache } from '../pdf/print-cache.ts';
import { printerFiles } from '../pdf/printer/files.ts';
import { cacheKey } from '../report/cache-key.ts';
import { Failure } from '../report/failure.ts';
import { type KanbenMessage, say } from '../report/message.ts';
import { type Progress, silent } from '../report/progress.ts';
import { possibleClaims } from './claims.ts';
import { Outputs, prepareFolder } from './outputs.ts';
import { openEdition, type ReadEdition, readEdition } from './prepare.ts';
import type { PrintedEdition } from './print.ts';
import { type EditionRecord, recordInputs, recordTemplate, sha256 } from './record.ts';
import { sourceAttachments } from './sources.ts';
import { Workshop } from './workshop.ts';

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
  /** One that stays open for the next build, and whose `signal` ends it; whoever gives it closes it. Default: one for this build. */
  workshop?: Workshop | undefined;
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
  const { signal } = options;
  const outputs = new Outputs(options.out ?? 'dist', signal);
  const workshop = options.workshop ?? (await Workshop.open({ signal }));
  try {
    return await build(options, outputs, workshop);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    await outputs.discard();
    workshop.turn();
    if (workshop !== options.workshop) await workshop.close();
  }
}

async function build(options: BuildOptions, outputs: Outputs, workshop: Workshop): Promise<Edition> {
  const { out = 'dist', strict = false, cache: keep = true, progress = silent, signal } = options;
  const formats = options.only === undefined ? (options.formats ?? ['pdf', 'epub']) : ['pdf'];
  const pdf = formats.includes('pdf');
  progress.step('read');
  await prepareFolder(out);
  const read = await readEdition(workshop, options, { progress, signal, keep, pdf });
  const { book, messages } = read;
  if (!book || stops(messages, strict)) throw refused(messages, strict);
  signal?.throwIfAborted();

  const only = options.only === undefined ? undefined : findChapter(book, options.only);
  const { config } = book;
  const { id } = config;
  const modified = options.modified ?? new Date(`${config.date}T00:00:00Z`);
  const { claims, messages: hindrances } =
    only === undefined ? possibleClaims(config, read.faces, messages) : { claims: [], messages: [] };
  if (pdf) messages.push(...hindrances);
  const self = await workshop.self;
  const record = await beginRecord({ ...read, book }, options.modified, self);
  progress.step('browser');
  const ready = await openEdition(workshop, { ...read, book }, { keep, pdf });
  record.tools.push(ready.printer, ...recordMermaid(read.diagrams.used));

  let edition: PrintedEdition | undefined;
  if (pdf) {
    // Here and below, loaded only now: what is not needed makes no room for garbage either.
    const { printEdition } = await import('./print.ts');
    edition = await printEdition(ready, {
      producer: `${self.name} ${self.version}`,
      modified,
      claims,
      attachments: claims.includes('a-3a') ? await sourceAttachments(read.manuscript, book, record) : [],
      progress,
      signal,
      only,
    });
    const { bytes } = edition.printed;
    await outputs.add(only === undefined ? `${id}.pdf` : `${id}.${only}.pdf`, bytes);
    messages.push(...edition.messages);
    if (stops(messages, strict)) throw refused(messages, strict);
    const boundRight = read.template.page.binding === 'right';
    const more = await printerFiles(bytes, config.pdf.printer, options.impose, boundRight);
    for (const [name, sheets] of more) await outputs.add(`${id}.${name}`, sheets);
  }
  const printed = edition?.printed;
  if (formats.includes('epub')) {
    progress.step('cover');
    const cover = await drawCover(ready.shop, book, read.template);
    progress.step('epub');
    // It takes a while to load, and who wants a PDF need not wait for it.
    const { packEpub } = await import('../epub/index.ts');
    const packed = await packEpub(book, read.template, {
      cover,
      modified,
      faces: read.faces,
      cache: workshop.cache,
      kept: keep ? { cache: workshop.cache, tools: cacheKey(self.sha256, ready.printer.sha256) } : undefined,
      browser: async () => (await ready.press.browser()).browser,
      printed: printed && pageTexts(textsOf(printed.audited, printed.pages.length), printed.pages),
    });
    await outputs.add(`${id}.epub`, packed.content);
    messages.push(...packed.messages);
  }
  if (keep) messages.push(...cacheProblem(workshop.cache));

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
    faults: edition?.audit?.counts,
    parts: printed?.parts,
  };
}

/** The record as far as it is known before anything is printed. */
async function beginRecord(
  { manuscript, book, template, faces }: ReadEdition & { book: TypesetBook },
  modified: Date | undefined,
  self: EditionRecord['tools'][number],
): Promise<EditionRecord> {
  const { config } = book;
  return {
    record: 'kanben-edition/1',
    id: config.id,
    title: config.title,
    ...(manuscript.edition !== defaultEdition && { editionName: manuscript.edition }),
    ...(config.edition && { edition: config.edition }),
    date: config.date,
    ...(modified && { modified: modified.toISOString() }),
    language: config.language,
    inputs: await recordInputs(manuscript, book),
    outputs: [],
    tools: [self],
    template: await recordTemplate(template, faces),
  };
}

function cacheProblem({ problem }: PrintCache): KanbenMessage[] {
  return problem ? [say(new VFile({ path: 'book.yaml' }), 'print:cache', problem, { severity: 'info' })] : [];
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
