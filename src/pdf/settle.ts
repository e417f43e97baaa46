import { setImmediate } from 'node:timers/promises';
import { Failure } from '../report/failure.ts';
import type { Known, PrintHtml } from './compose/index.ts';
import { findContinued, type NumberedTable } from './continued.ts';
import type { Numbering, PageInfo, Part } from './pages.ts';
import { certain, type Draft, guess, type Laid, type Placement, place, sideKey } from './place.ts';

/** The parts as they are to stand in the book. */
export interface Settled<T> {
  /** `start`: page index in the book, from 0, of the part's first page. */
  parts: { part: Part; laid: T; start: number }[];
  pages: PageInfo[];
  /** Printed page number by id. */
  folios: ReadonlyMap<string, string>;
  /** How often the part that was printed most often was printed. */
  rounds: number;
}

/** What is to be settled, and how a part is printed. */
export interface Settling<T> {
  parts: readonly Part[];
  numbering: Numbering;
  /** The tables that may go on over the foot of a page. */
  tables: readonly NumberedTable[];
  /** How long a part is, in whatever measure: the longest is begun with. */
  size: (part: Part) => number;
  compose: (part: Part, known: Known) => PrintHtml | Promise<PrintHtml>;
  print: (part: Part, html: PrintHtml, round: number) => Promise<T>;
}

interface State<T extends Laid> extends Draft {
  laid: T | undefined;
  /** The page numbers that it shows, and the side it begins on if that matters, as they were given to it; undefined if not known. */
  shown: ReadonlyMap<string, string | undefined>;
  /** Its tables that were found to go on: they may break where they stand from then on, and so keep their mark. */
  continued: ReadonlySet<string>;
  rounds: number;
}

type FolioOf = Known['folio'];

/** How often one part is printed at most. */
const mostRounds = 5;

/** How often chapters wait for the page numbers of others before they are printed with numbers that are guessed. */
const mostWaits = 3;

/**
 * Prints all parts, until each shows the right page numbers. Parts that show none come first; then those that show numbers
 * known by then; what is left, such as chapters that refer to each other, has its numbers guessed, and contents and lists
 * come last. From then on a part is printed again only when a number that it shows is another. What is guessed follows from
 * the book alone, so that the same book always takes the same way.
 * @throws Failure (3) when a part has not settled after five prints.
 */
export async function settle<T extends Laid>(settling: Settling<T>): Promise<Settled<T>> {
  const states = await composeAll(settling);
  const missing = (wanted: (state: State<T>) => boolean) => states.filter((state) => !state.laid && wanted(state));

  for (let wait = 0; wait < mostWaits; wait++) {
    const fixed = certain(states, settling.numbering);
    const ready = missing(
      ({ part, shown }) => part.kind !== 'contents' && [...shown.keys()].every((id) => fixed.has(id)),
    );
    if (ready.length === 0) break;
    await printAll(ready, settling, placed(states, settling).shown);
  }
  for (const last of [false, true]) {
    const rest = missing(({ part }) => last || part.kind !== 'contents');
    await printAll(rest, settling, placed(states, settling).shown);
  }
  for (;;) {
    const { pages, folios, starts, shown: known } = placed(states, settling);
    const wrong = states.filter(({ shown }) => [...shown].some(([id, folio]) => known.get(id) !== folio));
    if (wrong.length === 0) {
      return {
        parts: states.map(({ part, laid }, i) => ({ part, laid: laid as T, start: starts[i] ?? 0 })),
        pages: withContinued(pages, states, starts, settling.tables),
        folios,
        rounds: Math.max(...states.map(({ rounds }) => rounds)),
      };
    }
    await printAll(wrong, settling, known);
  }
}

/** Composes all parts; those that show no page numbers are printed meanwhile. */
async function composeAll<T extends Laid>(settling: Settling<T>): Promise<State<T>[]> {
  const states = new Map<Part, State<T>>();
  const printing: Promise<void>[] = [];
  const { size } = settling;
  for (const part of [...settling.parts].sort((a, b) => size(b) - size(a))) {
    const continued: ReadonlySet<string> = new Set();
    const state = {
      part,
      ...(await composed(settling, part, () => undefined, continued)),
      continued,
      laid: undefined,
      rounds: 0,
    };
    states.set(part, state);
    if (state.shown.size === 0) printing.push(quietly(printAll([state], settling)));
    // Composing keeps this thread busy: what waits for the browser has its turn.
    await setImmediate();
  }
  await Promise.all(printing);
  return settling.parts.map((part) => states.get(part) as State<T>);
}

/** Work whose failure is told to whoever waits for it, be it later. */
function quietly<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {});
  return work;
}

/** Where everything stands, as far as it is laid out; the rest is guessed. */
function placed<T extends Laid>(states: State<T>[], { parts, numbering }: Settling<T>): Placement {
  const laid = states.map((state) => state.laid ?? guess(state, states));
  return place(parts, laid, numbering);
}

/** Prints parts, the longest first; those with tables that turn out to go on, again. */
async function printAll<T extends Laid>(
  states: State<T>[],
  settling: Settling<T>,
  folios: ReadonlyMap<string, string> = new Map(),
): Promise<void> {
  const longestFirst = [...states].sort((a, b) => b.html.body.length - a.html.body.length);
  await Promise.all(
    longestFirst.map(async (state) => {
      const { part } = state;
      const folio: FolioOf = (id) => folios.get(id);
      if (state.shown.size > 0) Object.assign(state, await composed(settling, part, folio, state.continued));
      for (;;) {
        if (state.rounds === mostRounds) throw unsettled(part);
        state.rounds += 1;
        state.laid = await settling.print(part, state.html, state.rounds);
        const { destinations } = state.laid;
        if (!destinations.has(part.id)) throw lost(part);
        const found = findContinued(settling.tables, destinations).filter(({ id }) => !state.continued.has(id));
        if (found.length === 0) return;
        state.continued = new Set([...state.continued, ...found.map(({ id }) => id)]);
        Object.assign(state, await composed(settling, part, folio, state.continued));
      }
    }),
  );
}

/** A part's document, and the page numbers that were asked for on the way. */
async function composed(
  { compose }: Pick<Settling<unknown>, 'compose'>,
  part: Part,
  folio: FolioOf,
  continued: ReadonlySet<string>,
): Promise<Pick<State<Laid>, 'html' | 'shown'>> {
  const shown = new Map<string, string | undefined>();
  const html = await compose(part, {
    continued,
    folio: (id) => {
      const known = folio(id);
      shown.set(id, known);
      return known;
    },
    side: (id) => {
      // Wherever the parts before it end.
      if (id === part.id && part.opens === 'recto') return 'recto';
      const known = folio(sideKey(id));
      shown.set(sideKey(id), known);
      if (known === undefined) return undefined;
      return known === 'verso' ? 'verso' : 'recto';
    },
  });
  return { html, shown };
}

/** Each page that a table goes on to says so at its head. */
function withContinued<T extends Laid>(
  pages: PageInfo[],
  states: State<T>[],
  starts: number[],
  tables: readonly NumberedTable[],
): PageInfo[] {
  const marked = [...pages];
  for (const [i, { laid }] of states.entries()) {
    for (const { first, last, number, units } of laid ? findContinued(tables, laid.destinations) : []) {
      for (let page = first + 1; page <= last; page++) {
        const at = (starts[i] ?? 0) + page;
        const info = marked[at];
        if (info) marked[at] = { ...info, continued: { number, units } };
      }
    }
  }
  return marked;
}

function unsettled({ title, id }: Part): Failure {
  const name = title || id;
  return new Failure(3, {
    zh: `“${name}”排了 ${mostRounds} 遍，其中的页码仍在变动。请改短恰好占满一行的标题或带页码的句子，再试一次。`,
    en: `After ${mostRounds} rounds the page numbers in "${name}" still move. Shorten a title, or a sentence with a page number, that just fills its line.`,
  });
}

function lost({ id }: Part): Failure {
  return new Failure(3, { zh: `浏览器没有写出“${id}”的位置。`, en: `The browser wrote no destination for "${id}".` });
}
