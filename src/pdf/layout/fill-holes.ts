import { type PlanOptions, planPages } from './plan.ts';
import type { Measured, PlannedPage } from './types.ts';

/** More than this share of a page is not left blank where it can be helped, */
const hole = 0.22;

/** nor more than so many lines, which on a small page is more than that share. */
const holeLines = 4;

/** So many pages up to a hole are tried otherwise: each may end up to so many lines earlier, and move figures that fit. */
const pagesBack = 4;
const mostEarlier = 4;

/** How many items are planned again in all, in chapters of any length: planning stays a small part of the printing. */
const mostItems = 200_000;

/** How pages are planned otherwise than each as full as can be. */
type Changes = Required<Pick<PlanOptions, 'earlier' | 'eager'>>;

/**
 * Plans the pages of a chapter. Where one is left with a hole, as what comes next does not fit, pages before it end some lines
 * earlier, or move figures to the next, if that closes it or makes it smaller: a few short lines on two pages are better than a
 * third of a page.
 */
export function planWithoutHoles(measured: Measured, options: PlanOptions): PlannedPage[] {
  const most = Math.max(options.pageHeight * hole, (holeLines + 0.1) * measured.row);
  let changes: Changes = { earlier: new Map(), eager: new Set() };
  let best = planPages(measured, options);
  let plans = Math.floor(mostItems / Math.max(1, measured.items.length));
  for (let at = best.findIndex(isHole); at >= 0; at = best.findIndex((page, i) => i > at && isHole(page))) {
    const closed = emptiness(best, at - 1);
    let least = emptiness(best, at);
    for (const tried of [...others(changes, at)].slice(0, plans)) {
      plans -= 1;
      const pages = planPages(measured, { ...options, ...tried });
      const empty = emptiness(pages, at);
      if (empty >= least) continue;
      [changes, best, least] = [tried, pages, empty];
      if (least <= closed) break;
    }
  }
  return best;

  function blankOn({ textHeight, floatsHeight, notesHeight }: PlannedPage): number {
    return options.pageHeight - textHeight - floatsHeight - notesHeight;
  }

  function isHole(page: PlannedPage): boolean {
    const next = measured.items[page.to];
    // Figures that fill a page alone are no hole, nor is the end of the text.
    return page.sheets === 1 && page.textHeight > 0 && !!next && next.before !== 'forced' && blankOn(page) > most;
  }

  /** How bad the holes are up to a page: one large one is worse than two small ones. */
  function emptiness(pages: readonly PlannedPage[], at: number): number {
    return pages.slice(0, at + 1).reduce((sum, page) => sum + (isHole(page) ? blankOn(page) ** 2 : 0), 0);
  }
}

/** What may be tried to close the hole on page `at`: changes of one page, then of two. */
function* others(changes: Changes, at: number): Generator<Changes> {
  const singles: ((to: Changes) => Changes)[] = [];
  for (let page = at; page > at - pagesBack && page >= 0; page--) {
    const later = (lines: number) => (to: Changes) => ({ ...to, earlier: new Map(to.earlier).set(page, lines) });
    singles.push((to) => ({ ...to, eager: new Set(to.eager).add(page) }));
    for (let lines = 1; lines <= mostEarlier; lines++) singles.push(later(lines));
  }
  for (const change of singles) yield change(changes);
  for (const [i, one] of singles.entries()) for (const other of singles.slice(i + 1)) yield other(one(changes));
}
