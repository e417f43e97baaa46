import type { PrintHtml } from './compose/index.ts';
import { describePages, type Numbering, type PageInfo, type Part, placeBlanks } from './pages.ts';

/** A part as it was laid out by itself. */
export interface Laid {
  /** Pages. */
  count: number;
  /** Page index in the part, from 0, by id. */
  destinations: ReadonlyMap<string, number>;
}

/** The parts one behind the other, with the blank pages that they need. */
export interface Placement {
  pages: PageInfo[];
  /** Page index in the book, from 0, of the first page of each part. */
  starts: number[];
  /** Printed page number by id. */
  folios: ReadonlyMap<string, string>;
  /** The same, and the side of the leaf that each part begins on: all that a part may show of where it stands. */
  shown: ReadonlyMap<string, string>;
}

/** Where `shown` has the side of a part; no id has a space. */
export function sideKey(id: string): string {
  return `side of ${id}`;
}

/** Where everything stands. */
export function place(parts: readonly Part[], laid: readonly Laid[], numbering: Numbering): Placement {
  const blanks = placeBlanks(
    parts,
    laid.map(({ count }) => count),
  );
  const starts: number[] = [];
  let at = 0;
  for (const [i, part] of parts.entries()) {
    if (blanks.has(part.id)) at += 1;
    starts.push(at);
    at += laid[i]?.count ?? 0;
  }
  const pages = describePages(parts, starts, at, blanks, numbering);
  const folios = new Map<string, string>();
  for (const [i, { destinations }] of laid.entries()) {
    for (const [id, page] of destinations) folios.set(id, pages[(starts[i] ?? 0) + page]?.label ?? '');
  }
  const sides = parts.map(({ id }, i) => [sideKey(id), pages[starts[i] ?? 0]?.side ?? 'recto'] as const);
  return { pages, starts, folios, shown: new Map([...folios, ...sides]) };
}

/** A part that may not have been laid out yet. */
export interface Draft {
  part: Part;
  html: PrintHtml;
  laid: Laid | undefined;
}

/** Lines of a table of contents on a page, about. */
const contentsLines = 30;

/** A guess at a part that was not laid out yet, from its length against that of those that were. */
export function guess(draft: Draft, others: readonly Draft[]): Laid {
  const { body } = draft.html;
  let [pages, length] = [1, 2000];
  for (const { part, html, laid } of others) {
    if (!laid || part.kind !== 'chapter') continue;
    pages += laid.count;
    length += html.body.length;
  }
  const exact =
    draft.part.kind === 'contents' ? body.split('<li').length / contentsLines : (body.length * pages) / length;
  const count = Math.max(1, Math.round(exact));
  const destinations = new Map<string, number>();
  for (const { 1: id = '', index } of body.matchAll(/ id="([^"]+)"/g)) {
    destinations.set(id, Math.min(count - 1, Math.floor((index / body.length) * count)));
  }
  return { count, destinations };
}

/**
 * The ids whose page numbers cannot change any more, whatever the length of the parts that were not laid out yet: numbers
 * count from the first page of the contents, and anew from that of the body if they restart.
 */
export function certain(drafts: readonly Draft[], { restart }: Numbering): ReadonlySet<string> {
  const ids = new Set<string>();
  const body = drafts.findIndex(({ part }) => part.matter !== 'front');
  let whole = true;
  for (const [i, { laid }] of drafts.entries()) {
    if (i === body && restart) whole = true;
    whole &&= laid !== undefined;
    if (whole) for (const id of laid?.destinations.keys() ?? []) ids.add(id);
  }
  return ids;
}
