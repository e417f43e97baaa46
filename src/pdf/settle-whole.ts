import { Failure } from '../report/failure.ts';
import { type ContinuedTable, findContinued, type NumberedTable } from './continued.ts';
import { type Destinations, readDestinations } from './destinations.ts';
import { describePages, type PageInfo, type Part, placeBlanks } from './pages.ts';
import type { Print } from './print.ts';

/** What a round knows: printed page numbers by id, the parts with a blank page before them, the tables that go on. */
export interface Known {
  folios: ReadonlyMap<string, string>;
  blanks: ReadonlySet<string>;
  continued: ReadonlySet<string>;
}

export interface Settled {
  bytes: Uint8Array;
  pages: PageInfo[];
  /** Printed page number by id. */
  folios: ReadonlyMap<string, string>;
  destinations: Destinations;
  refused: string[];
  overfull: string[];
  rounds: number;
}

const mostRounds = 5;

/**
 * Prints until the page numbers in the contents are those of the pages: print, read where everything stands, fill in the
 * numbers and blank pages, print again, and stop when nothing has moved. A book settles in the second round unless a
 * number's width moves a line.
 * @throws Failure (3) after five rounds.
 */
export async function settle(
  print: (known: Known, round: { round: number; pages?: number }) => Promise<Print>,
  parts: Part[],
  bookTitle: string,
  tables: readonly NumberedTable[] = [],
): Promise<Settled> {
  let known: Known = { folios: new Map(), blanks: new Set(), continued: new Set() };
  let pagesSoFar: number | undefined;
  for (let round = 1; round <= mostRounds; round++) {
    const { bytes, refused, overfull = [] } = await print(known, { round, ...(pagesSoFar && { pages: pagesSoFar }) });
    const destinations = await readDestinations(bytes);
    pagesSoFar = destinations.count;
    const starts = parts.map((part) => destinations.pages.get(part.id) ?? -1);
    if (starts.includes(-1)) throw lost(parts[starts.indexOf(-1)]?.id ?? '');
    const lengths = starts.map((start, i) => {
      const next = parts[i + 1];
      return next ? (starts[i + 1] ?? 0) - start - (known.blanks.has(next.id) ? 1 : 0) : destinations.count - start;
    });
    const blanks = placeBlanks(parts, lengths);
    const moved = shift(starts, parts, known.blanks, blanks);
    const count = destinations.count - known.blanks.size + blanks.size;
    const pages = describePages(parts, moved, count, blanks, bookTitle);
    const folios = new Map<string, string>();
    for (const [id, page] of destinations.pages) {
      const part = starts.findLastIndex((start) => start <= page);
      folios.set(id, pages[page + (moved[part] ?? 0) - (starts[part] ?? 0)]?.label ?? '');
    }
    const found = findContinued(tables, destinations.pages);
    // A table that was found to go on may break where it stands from then on, and so keeps its mark.
    const continued = new Set([...known.continued, ...found.map(({ id }) => id)]);
    if (sameSet(blanks, known.blanks) && sameSet(continued, known.continued) && sameMap(folios, known.folios)) {
      return { bytes, pages: withContinued(pages, found), folios, destinations, refused, overfull, rounds: round };
    }
    known = { folios, blanks, continued };
  }
  throw new Failure(3, {
    zh: `排了 ${mostRounds} 遍，目录里的页码仍在变动。请改短目录中恰好占满一行的标题，再试一次。`,
    en: `After ${mostRounds} rounds the page numbers in the contents still move. Shorten a title that just fills its line.`,
  });
}

/** Each page that a table goes on to says so at its head. */
function withContinued(pages: PageInfo[], tables: ContinuedTable[]): PageInfo[] {
  return pages.map((page, index) => {
    const table = tables.find(({ first, last }) => first < index && index <= last);
    return table ? { ...page, continued: { number: table.number, units: table.units } } : page;
  });
}

/** Where the parts will start once the blank pages of this round become those of the next. */
function shift(starts: number[], parts: Part[], before: ReadonlySet<string>, after: ReadonlySet<string>): number[] {
  let by = 0;
  return starts.map((start, i) => {
    const id = parts[i]?.id ?? '';
    by += (after.has(id) ? 1 : 0) - (before.has(id) ? 1 : 0);
    return start + by;
  });
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((value) => b.has(value));
}

function sameMap(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
}

function lost(id: string): Failure {
  return new Failure(3, { zh: `浏览器没有写出“${id}”的位置。`, en: `The browser wrote no destination for "${id}".` });
}
