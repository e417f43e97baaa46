import { forOutput } from '../html/for-output.ts';
import type { TypesetBook } from '../html/index.ts';
import type { Template } from '../template/load.ts';
import { assemble, type FinishOptions } from './assemble/index.ts';
import { auditFacts } from './audit/book-facts.ts';
import { composer } from './compose/keep.ts';
import { findContinued, listTables } from './continued.ts';
import { furnish } from './furnish.ts';
import { printFurniture } from './furniture.ts';
import { type GlimpseAt, glimpseAt } from './glimpse.ts';
import { type PrintedPart, placePart } from './index.ts';
import { layoutOptions } from './layout/index.ts';
import { withOnly } from './one-chapter.ts';
import { listParts, type PageInfo } from './pages.ts';
import { factsOfParts } from './part-facts.ts';
import { type LaidPart, PartPress } from './part-press.ts';
import { type Laid, place, sideKey } from './place.ts';
import type { PrintShop } from './print-shop.ts';

/** The pages of one part, as they would stand in the book. */
export interface PrintedDraft {
  bytes: Uint8Array;
  pages: PageInfo[];
  part: PrintedPart;
}

export interface DraftOptions extends Omit<FinishOptions, 'claims'> {
  /** Pages that are wanted before the others, if the part has to be printed. */
  glimpse?: GlimpseAt | undefined;
  signal?: AbortSignal | undefined;
}

/** A part is printed once more where a table turns out to go on over the foot of a page. */
const mostPrints = 2;

/**
 * Prints one part of a book of which all else is as it was printed `before`: the page numbers of other parts that it shows are
 * those of before, and its own follow from them. undefined if it was no part of the book before.
 */
export async function printDraft(
  shop: PrintShop,
  whole: TypesetBook,
  template: Template,
  before: readonly PrintedPart[],
  id: string,
  { glimpse, signal, ...options }: DraftOptions,
): Promise<PrintedDraft | undefined> {
  const parts = listParts(whole, template);
  const at = parts.findIndex((each) => each.id === id);
  const part = parts[at];
  const known = parts.flatMap((each) => before.find((printed) => printed.part.id === each.id) ?? []);
  const old = known[at];
  if (!part || !old || known.length < parts.length) return undefined;
  // The other chapters are not looked at.
  const own = whole.html.filter(({ chapter }) => chapter.id === id);
  const book = { ...whole, html: forOutput({ ...whole, html: own }, 'pdf').html };
  const { title } = book.config;
  const inPlace = (own: Laid) => {
    const all = known.map((each) => (each === old ? own : each));
    const { pages, starts, shown } = place(parts, all, template.furniture);
    const laid = parts.map((each, i) => ({ part: each, laid: all[i] as Laid }));
    const furnished = furnish(pages, laid, { title, chapters: book.chapters }, template.furniture);
    const start = starts[at] ?? 0;
    return { pages: furnished.slice(start, start + own.count), shown };
  };
  const { pages: oldPages, shown } = inPlace(old);

  const press = new PartPress(shop, layoutOptions(book.config, template), signal);
  const first = glimpse && glimpseAt(glimpse, part, oldPages, { press, shop }, book, template, options);
  const facts = factsOfParts([part], book, template, auditFacts(book, template, shop.fonts)).get(part);
  if (!facts) return undefined;
  const compose = composer(book, template, shop.fontCss, shop);
  const tables = listTables(book.html);
  const continuedIn = (laid: Pick<LaidPart, 'destinations'>) =>
    new Set(findContinued(tables, laid.destinations).map((table) => table.id));
  let continued = continuedIn(old);
  let laid: LaidPart | undefined;
  for (let prints = 0; prints < mostPrints; prints++) {
    const folio = (target: string) => shown.get(target);
    const side = (target: string) => (shown.get(sideKey(target)) === 'verso' ? 'verso' : 'recto');
    const html = await compose(part, { folio, side, continued });
    laid = await press.part(part, html, facts, prints === 0 ? first : undefined);
    const found = continuedIn(laid);
    if ([...found].every((table) => continued.has(table))) break;
    continued = new Set([...continued, ...found]);
  }
  if (!laid) return undefined;

  const { pages } = inPlace(laid);
  const alone = { pages, parts: [{ part, laid, start: 0 }] };
  const { sheets } = await printFurniture(alone, press, book, template, shop.fontCss);
  const compiled = await laid.compiling;
  const { bytes } = await assemble([{ part, compiled }], sheets, pages, withOnly(book, id), template, {
    ...options,
    claims: [],
  });
  return { bytes, pages, part: placePart({ part, compiled, start: 0 }, pages, book, template) };
}
