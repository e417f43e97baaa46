/** So many in a row that agree are no chance. */
const run = 6;

/** Farther ahead nothing is looked for; a chapter of an EPUB is a few hundred thousand signs. */
const farthest = 20_000;

/**
 * Lays two sequences that are nearly the same beside each other: for each sign of the first its index in the second, or −1. Where
 * they part, they are joined again at the nearest `run` signs that agree.
 */
export function align(first: readonly string[], second: readonly string[]): Int32Array {
  const places = new Int32Array(first.length).fill(-1);
  const runs = indexRuns(second);
  let [i, j] = [0, 0];
  while (i < first.length && j < second.length) {
    if (first[i] === second[j]) {
      places[i++] = j++;
      continue;
    }
    const ahead = findRun(first, i, j, runs);
    if (!ahead) break;
    [i, j] = ahead;
  }
  alignEnds(first, second, places);
  return places;
}

/** Where each run of signs stands. */
function indexRuns(signs: readonly string[]): Map<string, number[]> {
  const runs = new Map<string, number[]>();
  for (let at = 0; at + run <= signs.length; at++) {
    const key = signs.slice(at, at + run).join('');
    const known = runs.get(key);
    if (known) known.push(at);
    else runs.set(key, [at]);
  }
  return runs;
}

/** The nearest indexes from which both agree, counted in signs that are passed over on both sides. */
function findRun(
  first: readonly string[],
  i: number,
  j: number,
  runs: ReadonlyMap<string, number[]>,
): [number, number] | undefined {
  let best: [number, number] | undefined;
  let cost = farthest;
  for (let skipped = 0; skipped < cost && i + skipped + run <= first.length; skipped++) {
    const found = runs.get(first.slice(i + skipped, i + skipped + run).join(''));
    const at = found && firstFrom(found, j);
    if (at === undefined || at - j + skipped >= cost) continue;
    cost = at - j + skipped;
    best = [i + skipped, at];
  }
  return best;
}

/** The first of ascending numbers that is not below `least`. */
function firstFrom(numbers: readonly number[], least: number): number | undefined {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return numbers[low];
}

/** What both end with, be it shorter than a run. */
function alignEnds(first: readonly string[], second: readonly string[], places: Int32Array): void {
  const last = places.reduce((most, place) => Math.max(most, place), -1);
  for (let i = first.length - 1, j = second.length - 1; i >= 0 && j > last && places[i] === -1; i--, j--) {
    if (first[i] !== second[j]) return;
    places[i] = j;
  }
}
