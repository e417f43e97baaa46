import { forOutput } from '../html/for-output.ts';
import type { TypesetBook } from '../html/index.ts';
import type { Progress } from '../report/progress.ts';
import type { Template } from '../template/load.ts';
import type { CompiledPart } from './assemble/compiled.ts';
import { assemble, type FinishOptions } from './assemble/index.ts';
import { offsetOf } from './assemble/pages.ts';
import { auditFacts, sourceOf } from './audit/book-facts.ts';
import type { AuditedPart } from './audit/index.ts';
import { idsOf } from './compose/index.ts';
import { composer } from './compose/keep.ts';
import { listTables } from './continued.ts';
import type { Finding } from './finish/verify/finding.ts';
import { furnish } from './furnish.ts';
import { printFurniture } from './furniture.ts';
import { layoutOptions } from './layout/index.ts';
import { type PrintedFault, placeFaults } from './layout-faults.ts';
import { withOnly } from './one-chapter.ts';
import { listParts, type PageInfo, type Part } from './pages.ts';
import { factsOfParts } from './part-facts.ts';
import { type LaidPart, PartPress } from './part-press.ts';
import type { PrintShop } from './print-shop.ts';
import { type Settled, settle } from './settle.ts';

export interface PrintedBook {
  /** The book as the PDF shows it. */
  book: TypesetBook;
  bytes: Uint8Array;
  pages: PageInfo[];
  /** Printed page number by id: the page map. */
  folios: ReadonlyMap<string, string>;
  /** How many parts there are (cover, contents, chapters…), and how many of them were printed anew. */
  parts: { count: number; printed: number };
  refused: string[];
  /** Ids of the turned figures that do not fit their page. */
  overfull: string[];
  /** What could not be set as it should be. */
  faults: PrintedFault[];
  /** What keeps the file from the standards of book.yaml. */
  findings: Finding[];
  /** What the audit has found in each part. */
  audited: PrintedPart[];
}

/** A part as it stands in the book. */
export interface PrintedPart extends AuditedPart {
  part: Part;
  /** Page index in the part, from 0, by id. */
  destinations: ReadonlyMap<string, number>;
  /** How far right of its place each page was printed, in pt: margins change sides. */
  shifts: number[];
}

export interface PrintOptions extends FinishOptions {
  progress: Progress;
  signal?: AbortSignal | undefined;
  /** Id of the one chapter that is to be printed, for a quick look. Its pages count from 1. */
  only?: string | undefined;
  /** Called with what the audit has found while the file is put together. */
  laidOut?: ((audited: PrintedPart[], pages: PageInfo[]) => void) | undefined;
}

/** compose → print part by part until settled → furniture → assemble. */
export async function printBook(
  shop: PrintShop,
  whole: TypesetBook,
  template: Template,
  options: PrintOptions,
): Promise<PrintedBook> {
  const { only } = options;
  const complete = forOutput(whole, 'pdf');
  const book = only === undefined ? complete : withOnly(complete, only);
  const parts = listParts(complete, template).filter(({ id }) => only === undefined || id === only);
  const press = new PartPress(shop, layoutOptions(book.config, template), options.signal);
  return printParts(press, parts, book, template, shop, options);
}

async function printParts(
  press: PartPress,
  parts: Part[],
  book: TypesetBook,
  template: Template,
  shop: PrintShop,
  options: PrintOptions,
): Promise<PrintedBook> {
  const { progress, signal, only } = options;
  const { fontCss, fonts } = shop;
  const own = only === undefined ? undefined : new Set(parts.flatMap((part) => [...idsOf(part, book)]));
  const compose = composer(book, template, fontCss, shop);
  const facts = factsOfParts(parts, book, template, auditFacts(book, template, fonts));
  const { title } = book.config;

  progress.step('print', { part: 0, parts: parts.length });
  const settled = await settle({
    parts,
    numbering: template.furniture,
    tables: listTables(book.html),
    size: ({ id }) => String(book.chapters.find((chapter) => chapter.id === id)?.file ?? '').length,
    compose: (part, { folio, side, continued }) => {
      // What is not printed has no page number.
      const shown = (id: string) => (!own || own.has(id) ? folio(id) : '?');
      return compose(part, { folio: shown, ...(side && { side }), continued });
    },
    print: async (part, html) => {
      const known = facts.get(part);
      if (!known) throw new Error(`nothing is known of the part ${part.id}`);
      const laid = await press.part(part, html, known);
      progress.step('print', { part: press.done, parts: parts.length });
      return laid;
    },
  });
  const pages = furnish(settled.pages, settled.parts, { title, chapters: book.chapters }, template.furniture);
  progress.step('furniture', { pages: pages.length });
  const furniture = await printFurniture({ ...settled, pages }, press, book, template, fontCss);
  signal?.throwIfAborted();
  const compiled = await compiledParts(settled.parts);
  progress.step('finish', { pages: pages.length });
  const finishing = assemble(compiled, furniture.sheets, pages, book, template, {
    ...options,
    verify: shop.threads.verifyBook,
  });
  finishing.catch(() => {});
  // Most of that is done in other threads.
  const audited = compiled.map((each) => placePart(each, pages, book, template));
  options.laidOut?.(audited, pages);
  const { bytes, findings } = await finishing;
  await press.finish();
  return {
    book,
    bytes,
    findings,
    pages,
    audited,
    folios: settled.folios,
    parts: { count: parts.length, printed: press.printed.size },
    faults: placeFaults(settled),
    overfull: settled.parts.flatMap(({ laid }) => laid.overfull),
    refused: [...settled.parts.flatMap(({ laid }) => laid.refused), ...furniture.refused],
  };
}

/** A part that is compiled. `start`: page index in the book, from 0, of its first page. */
interface CompiledInPlace {
  part: Part;
  compiled: CompiledPart;
  start: number;
}

/** The pages of parts that are laid out, as soon as they are there. */
function compiledParts(parts: Settled<LaidPart>['parts']): Promise<CompiledInPlace[]> {
  return Promise.all(parts.map(async ({ part, laid, start }) => ({ part, start, compiled: await laid.compiling })));
}

/** What is told of a part in its place. `pages` are those of the whole PDF. */
export function placePart(
  { part, compiled: { audit, count, destinations, pages: compiled }, start }: CompiledInPlace,
  pages: readonly PageInfo[],
  book: TypesetBook,
  template: Template,
): PrintedPart {
  const chapter = book.html.find((each) => each.chapter.id === part.id && each.chapter.kind === 'chapter');
  return {
    part,
    audit,
    start,
    count,
    source: chapter && sourceOf(chapter),
    destinations,
    shifts: compiled.map((page, i) => offsetOf(page, pages[start + i]?.side ?? 'recto', template.page)),
  };
}
