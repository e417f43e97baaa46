import type { PlanOptions } from './page-start.ts';
import type { Item, Measured, PlannedPage } from './types.ts';

/** Lines of text may be measured so far off the grid, in px, where characters of several fonts stand in them. */
const gridSlack = 0.75;

/** What the items of a measured chapter say of each other, whatever pages they come to stand on. */
export function readFlow(measured: Measured, options: Pick<PlanOptions, 'pageHeight' | 'acrossSections'>) {
  const { items } = measured;
  const blockStarts = new Map([...items].reverse().map(({ block, start }) => [block, start]));
  return { floatsHeight, queue, figureBehind, mayStandBefore, isBelowFigures, isBarred, textHeight, shiftOf };

  /** Of figures that wait, those that fit on one page. */
  function queue(figures: number[]): { floats: number[]; queued: number[] } {
    let fit = figures.length;
    for (; fit > 1; fit--) {
      const below = items[figures[fit - 1] ?? 0]?.float?.below ?? 0;
      if (floatsHeight(figures.slice(0, fit)) - below <= options.pageHeight) break;
    }
    return { floats: figures.slice(0, fit), queued: figures.slice(fit) };
  }

  function floatsHeight(figures: number[]): number {
    return figures.reduce((sum, item) => sum + (items[item]?.float?.height ?? 0), 0);
  }

  /** The figure that did not fit, or the first that must stand with what did not. */
  function figureBehind({ to, sheets }: Pick<PlannedPage, 'to' | 'sheets'>): number | undefined {
    if (sheets > 1 || items[to]?.before === 'forced') return undefined;
    let at = to;
    while (items[at] && !items[at]?.float && items[at + 1]?.before === 'avoid') at++;
    return items[at]?.float && at > 0 ? at : undefined;
  }

  /** Whether a figure may stand in front of the items from `first` on, which come before it. */
  function mayStandBefore(figure: number, first: number): boolean {
    return items
      .slice(first, figure)
      .every((item) => item.figure !== items[figure]?.figure && (!item.section || options.acrossSections === true));
  }

  /** Whether the text from an item on can stand below figures. */
  function isBelowFigures(item: number): boolean {
    const first = items[item];
    return first !== undefined && first.before !== 'forced' && !first.boxed && first.lead + first.tail === 0;
  }

  /** Whether an item must not stand on the page in front of figures that stood before it. */
  function isBarred(item: number, moved: number[]): boolean {
    const { section, figure } = items[item] ?? {};
    const ends = section === true && options.acrossSections !== true;
    return moved.some((one) => one < item && (ends || (figure !== undefined && figure === items[one]?.figure)));
  }

  /** From the head of a page that begins with `from` to the foot of what stands before `to`. */
  function textHeight(from: number, to: number, moved: number[]): number {
    const [first, last, next] = [items[from] as Item, items[to - 1] as Item, items[to]];
    const closed = moved.reduce((sum, one) => sum + (one >= from && one < to ? closes(one, moved) : 0), 0);
    return last.end - first.start - closed + (from > 0 ? first.lead : 0) + (next?.tail ?? 0) + shiftOf(from, to);
  }

  /** What the block that goes on with the item `from` lacks to whole lines, if it ends before `to`. */
  function shiftOf(from: number, to: number): number {
    const { row } = measured;
    const first = items[from];
    const block = first?.block;
    if (!first || !row || block === undefined || items[from - 1]?.block !== block || items[to - 1]?.block === block)
      return 0;
    // From the head of the block, which stands on the grid: in the whole chapter small errors add up.
    const shift = (((first.start - first.lead - (blockStarts.get(block) ?? 0)) % row) + row) % row;
    // Rows of a table are measured exactly.
    const slack = first.lead > 0 ? gridSlack / 4 : gridSlack;
    return shift < slack || shift > row - slack ? 0 : shift;
  }

  function closes(item: number, moved: number[]): number {
    const { closes = 0, closesBehind = closes } = items[item]?.float ?? {};
    return moved.includes(item - 1) ? closesBehind : closes;
  }
}
