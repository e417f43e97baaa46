import type { Reach, Shown, Stop } from '../html/locators.ts';
import { fromRoman } from './roman.ts';

/** Pages from `first` to `last`, counted through the book; the stops that lead to the two ends. */
interface Run {
  first: number;
  last: number;
  from: Stop;
  to: Stop;
}

/**
 * The folios of an index entry: each page once, in order, pages that follow each other as a range. Main places stand apart
 * from the others. Before the folios are known, about as many numbers as there will be.
 */
export function showFolios(reaches: Reach[], folioOf: (id: string) => string | undefined): Shown[] {
  const runs = reaches.flatMap(({ from, to }): Run[] => {
    const [first, last] = [from, to].map(({ id }) => ordinalOf(folioOf(id) ?? ''));
    return first === undefined || last === undefined ? [] : [{ first, last, from, to }];
  });
  if (runs.length < reaches.length) return unknown(reaches);
  const main = merge(runs.filter(({ from }) => from.main));
  const others = runs.filter(
    ({ first, last, from }) => !from.main && !main.some((one) => one.first <= first && last <= one.last),
  );
  return [...main, ...merge(others)]
    .sort((a, b) => a.first - b.first || a.last - b.last)
    .map(({ first, last, from, to }) => ({
      from: { id: from.id, text: folioOf(from.id) ?? '' },
      ...(last > first && { to: { id: to.id, text: folioOf(to.id) ?? '' } }),
      main: from.main,
    }));
}

/** Runs that overlap or touch become one. */
function merge(runs: Run[]): Run[] {
  const merged: Run[] = [];
  for (const run of [...runs].sort((a, b) => a.first - b.first)) {
    const before = merged.at(-1);
    if (!before || run.first > before.last + 1) merged.push({ ...run });
    else if (run.last > before.last) [before.last, before.to] = [run.last, run.to];
  }
  return merged;
}

/** The front matter, with roman folios, stands before the body, and is never as long. */
const bodyAt = 100_000;

function ordinalOf(folio: string): number | undefined {
  return /^\d+$/.test(folio) ? bodyAt + Number(folio) : fromRoman(folio);
}

/** One for each section, as wide as most numbers will be. */
function unknown(reaches: Reach[]): Shown[] {
  const places = new Map(reaches.map(({ from }) => [from.place, from]));
  return [...places.values()].map(({ id, main }) => ({ from: { id, text: '00' }, main }));
}
