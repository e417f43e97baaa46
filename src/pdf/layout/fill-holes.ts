import type { Changes, Study } from './page-start.ts';
import { type Plan, planOn } from './plan.ts';
import type { PlannedPage } from './types.ts';

/** More than this share of a page is not left blank where it can be helped, */
const hole = 0.22;

/** nor more than so many lines, which on a small page is more than that share. */
const holeLines = 4;

/** So many pages up to a hole are tried otherwise: each may end up to so many lines earlier, and move figures that fit. */
const pagesBack = 4;
const mostEarlier = 4;

/** How many items may be planned again, in chapters of any length: planning stays a small part of the printing. */
export interface Patience {
  items: number;
}

/**
 * Where a page is left with a hole, as what comes next does not fit, pages before it end some lines earlier, or move figures to
 * the next, if that closes it or makes it smaller: a few short lines on two pages are better than a third of a page. The first
 * pages stay as they are if so many are `kept`.
 */
export function fillHoles(study: Study, plan: Plan, patience: Patience, kept = 0): Plan {
  let best = plan;
  const holeBehind = (page: number) => best.pages.findIndex((one, i) => i > page && isHole(study, one));
  // What is gained on a page must not be lost on those that were looked at before.
  let furthest = 0;
  for (let at = holeBehind(kept - 1), next = at; at >= 0; at = holeBehind(next)) {
    next = at;
    furthest = Math.max(furthest, at);
    const closed = emptiness(study, best.pages.slice(0, at));
    let least = emptiness(study, best.pages.slice(0, furthest + 1));
    let found: Plan | undefined;
    for (const { page, changes } of others(best.changes, at, kept)) {
      if (patience.items <= 0) break;
      const pages = planOn(study, changes, best.pages.slice(0, page), furthest + 1);
      patience.items -= (pages.at(-1)?.to ?? 0) - (pages[page]?.from ?? 0);
      const empty = emptiness(study, pages);
      if (empty >= least) continue;
      [found, least] = [{ pages, changes }, empty];
      // A smaller hole may be left on a page before, which those before it can close.
      next = empty > closed ? page - 1 : at;
      if (least <= closed) break;
    }
    if (found) best = { ...found, pages: planOn(study, found.changes, found.pages) };
  }
  return best;
}

export function blankOn({ options }: Study, { textHeight, floatsHeight, notesHeight }: PlannedPage): number {
  return options.pageHeight - textHeight - floatsHeight - notesHeight;
}

function isHole(study: Study, page: PlannedPage): boolean {
  const { measured, options } = study;
  const most = Math.max(options.pageHeight * hole, (holeLines + 0.1) * measured.row);
  const next = measured.items[page.to];
  // Figures that fill a page alone are no hole, nor is the end of the text.
  return page.sheets === 1 && page.textHeight > 0 && !!next && next.before !== 'forced' && blankOn(study, page) > most;
}

/** How bad the holes of these pages are: one large one is worse than two small ones. */
export function emptiness(study: Study, pages: readonly PlannedPage[]): number {
  return pages.reduce((sum, page) => sum + (isHole(study, page) ? blankOn(study, page) ** 2 : 0), 0);
}

/** What may be tried to close the hole on page `at`, and the first page that it changes: one page, then two, then its notes. */
function* others(changes: Changes, at: number, kept: number): Generator<{ page: number; changes: Changes }> {
  const singles: { page: number; change: (to: Changes) => Changes }[] = [];
  for (let page = at; page > at - pagesBack && page >= kept; page--) {
    singles.push({ page, change: (to) => ({ ...to, eager: new Set(to.eager).add(page) }) });
    for (let lines = 1; lines <= mostEarlier; lines++)
      singles.push({ page, change: (to) => ({ ...to, earlier: new Map(to.earlier).set(page, lines) }) });
  }
  for (const { page, change } of singles) yield { page, changes: change(changes) };
  for (const [i, one] of singles.entries()) {
    for (const other of singles.slice(i + 1))
      yield { page: Math.min(one.page, other.page), changes: other.change(one.change(changes)) };
  }
  // At last, a single line of a note overleaf rather than the hole.
  yield { page: at, changes: { ...changes, loose: new Set(changes.loose).add(at) } };
}
