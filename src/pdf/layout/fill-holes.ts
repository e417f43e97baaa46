import { type PlanOptions, planPages } from './plan.ts';
import type { Measured, PlannedPage } from './types.ts';

/** More than this share of a page is not left blank where it can be helped. */
const hole = 0.22;

/** So many pages up to a hole are tried otherwise: each may end up to so many lines earlier, and move figures that fit. */
const pagesBack = 4;
const mostEarlier = 4;

/** How many items are planned again in all, in chapters of any length: planning stays a small part of the printing. */
const mostItems = 200_000;

/** How pages are planned otherwise than each as full as can be. */
type Changes = Required<Pick<PlanOptions, 'earlier' | 'eager'>>;

/**
 * Plans the pages of a chapter. Where one is left with a hole, as what comes next does not fit, pages before it end some lines
 * earlier, or move figures to the next, if that closes it: a few short lines on two pages are better than a third of a page.
 */
export function planWithoutHoles(measured: Measured, options: PlanOptions): PlannedPage[] {
  let changes: Changes = { earlier: new Map(), eager: new Set() };
  let best = planPages(measured, options);
  let plans = Math.floor(mostItems / Math.max(1, measured.items.length));
  for (let at = best.findIndex(isHole); at >= 0; at = best.findIndex((page, i) => i > at && isHole(page))) {
    const holes = holesUpTo(best, at);
    for (const tried of [...others(changes, at)].slice(0, plans)) {
      plans -= 1;
      const pages = planPages(measured, { ...options, ...tried });
      if (holesUpTo(pages, at) >= holes) continue;
      changes = tried;
      best = pages;
      break;
    }
  }
  return best;

  function isHole({ to, sheets, textHeight, floatsHeight, notesHeight }: PlannedPage): boolean {
    const next = measured.items[to];
    const blank = options.pageHeight - textHeight - floatsHeight - notesHeight;
    // Figures that fill a page alone are no hole, nor is the end of the text.
    return sheets === 1 && textHeight > 0 && !!next && next.before !== 'forced' && blank > options.pageHeight * hole;
  }

  function holesUpTo(pages: readonly PlannedPage[], at: number): number {
    return pages.slice(0, at + 1).filter(isHole).length;
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
