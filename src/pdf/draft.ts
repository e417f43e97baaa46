import { forOutput } from '../html/for-output.ts';
import type { TypesetBook } from '../html/index.ts';
import type { Template } from '../template/load.ts';
import { assemble, type FinishOptions } from './assemble/index.ts';
import { auditFacts } from './audit/book-facts.ts';
import { composer } from './compose/keep.ts';
import { findContinued, listTables } from './continued.ts';
import { furnish } from './furnish.ts';
import { printFurniture } from './furniture.ts';
import { type PrintedPart, placePart } from './index.ts';
import { layoutOptions } from './layout/index.ts';
import { withOnly } from './one-chapter.ts';
import { listParts, type PageInfo } from './pages.ts';
import { factsOfParts } from './part-facts.ts';
import { type LaidPart, PartPress } from './part-press.ts';
import { place, sideKey } from './place.ts';
import type { PrintShop } from './print-shop.ts';

/** The pages of one part, as they would stand in the book. */
export interface PrintedDraft {
  bytes: Uint8Array;
  pages: PageInfo[];
  part: PrintedPart;
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
  options: Omit<FinishOptions, 'claims'> & { signal?: AbortSignal | undefined },
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
  const { shown } = place(parts, known, template.furniture);

  const press = new PartPress(shop, layoutOptions(book.config, template), options.signal);
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
    laid = await press.part(part, html, facts);
    const found = continuedIn(laid);
    if ([...found].every((table) => continued.has(table))) break;
    continued = new Set([...continued, ...found]);
  }
  if (!laid) return undefined;

  const placed = place(
    parts,
    known.map((each) => (each === old ? laid : each)),
    template.furniture,
  );
  const start = placed.starts[at] ?? 0;
  const { title } = book.config;
  const all = furnish(
    placed.pages,
    parts.map((each, i) => ({ part: each, laid: i === at ? laid : (known[i] as PrintedPart) })),
    { title, chapters: book.chapters },
    template.furniture,
  );
  const pages = all.slice(start, start + laid.count);
  const alone = { pages, parts: [{ part, laid, start: 0 }] };
  const { sheets } = await printFurniture(alone, press, book, template, shop.fontCss);
  const { bytes } = await assemble([{ part, compiled: laid.compiled }], sheets, pages, withOnly(book, id), template, {
    ...options,
    claims: [],
  });
  await press.finish();
  return { bytes, pages, part: placePart({ part, laid, start: 0 }, pages, book, template) };
}
