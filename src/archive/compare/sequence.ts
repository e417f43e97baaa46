/** A stretch where two sequences differ: `a[from.. to)` became `b[from.. to)`; either may be empty. */
export interface Hunk {
  aFrom: number;
  aTo: number;
  bFrom: number;
  bTo: number;
}

/** Beyond so many single differences a stretch is told as replaced whole: memory grows with their square. */
const most = 3000;

/**
 * Where two sequences differ, by the shortest edit script (E. Myers, An O(ND) Difference Algorithm, 1986). Equal values are
 * equal strings.
 */
export function diffSequences(a: readonly string[], b: readonly string[]): Hunk[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let [aEnd, bEnd] = [a.length, b.length];
  while (aEnd > start && bEnd > start && a[aEnd - 1] === b[bEnd - 1]) {
    aEnd--;
    bEnd--;
  }
  if (start === aEnd && start === bEnd) return [];
  const inner = shortestScript(a.slice(start, aEnd), b.slice(start, bEnd));
  return inner.map((hunk) => ({
    aFrom: hunk.aFrom + start,
    aTo: hunk.aTo + start,
    bFrom: hunk.bFrom + start,
    bTo: hunk.bTo + start,
  }));
}

function shortestScript(a: readonly string[], b: readonly string[]): Hunk[] {
  const whole = [{ aFrom: 0, aTo: a.length, bFrom: 0, bTo: b.length }];
  if (a.length === 0 || b.length === 0) return whole;
  const limit = Math.min(a.length + b.length, most);
  // reach[d + k]: how far in `a` the furthest path with d differences on diagonal k comes.
  const history: Int32Array[] = [];
  let reach = new Int32Array(3);
  for (let d = 0; d <= limit; d++) {
    const next = new Int32Array(2 * d + 3);
    for (let k = -d; k <= d; k += 2) {
      const at = (diagonal: number) => reach[diagonal + d] ?? 0;
      const down = k === -d || (k !== d && at(k - 1) < at(k + 1));
      let x = d === 0 ? 0 : down ? at(k + 1) : at(k - 1) + 1;
      let y = x - k;
      while (x < a.length && y < b.length && a[x] === b[y]) {
        x++;
        y++;
      }
      next[k + d + 1] = x;
      if (x >= a.length && y >= b.length) {
        history.push(next);
        return trace(history, a.length, b.length);
      }
    }
    history.push(next);
    reach = next;
  }
  return whole;
}

/** Follows the furthest paths back from the end. `history[d][k + d + 1]` is the reach of diagonal k. */
function trace(history: readonly Int32Array[], aLength: number, bLength: number): Hunk[] {
  const hunks: Hunk[] = [];
  let [x, y] = [aLength, bLength];
  for (let d = history.length - 1; d > 0; d--) {
    const before = history[d - 1] ?? new Int32Array();
    const at = (diagonal: number) => before[diagonal + d] ?? 0;
    const k = x - y;
    const down = k === -d || (k !== d && at(k - 1) < at(k + 1));
    const fromX = down ? at(k + 1) : at(k - 1);
    const fromY = fromX - (down ? k + 1 : k - 1);
    const [toX, toY] = down ? [fromX, fromY + 1] : [fromX + 1, fromY];
    const last = hunks.at(-1);
    if (last && last.aFrom === toX && last.bFrom === toY) {
      last.aFrom = fromX;
      last.bFrom = fromY;
    } else hunks.push({ aFrom: fromX, aTo: toX, bFrom: fromY, bTo: toY });
    [x, y] = [fromX, fromY];
  }
  return hunks.reverse();
}
