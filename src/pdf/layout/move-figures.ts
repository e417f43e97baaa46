import { fillPage, nextPage } from './fill-page.ts';
import { type Candidate, type Changes, type PageStart, roomOf, type Study } from './page-start.ts';

/** A figure is moved only if what stands behind it leaves no more than is worth it, or at most this share of the hole. */
const stillBlank = 0.5;

/** So many figures at most go from one page to the next ones. */
const mostMoved = 4;

/** Figures that fill so much of a page may stand on it alone. */
const fillsAlone = 0.6;

/** How many lines less are tried on a page, that the next has something to begin with below its figures. */
const mostLeft = 4;

/** Moves the figures behind a page to the next ones, as long as that fills a hole: one, or several in a row of blocks. */
export function moveFigures(
  study: Study,
  start: PageStart,
  page: Candidate,
  changes: Changes,
): { page: Candidate; moved: number[] } {
  const { flow, measured } = study;
  const { items } = measured;
  let best = { page, moved: [] as number[] };
  let moved: number[] = [];
  let last: Candidate | undefined = page;
  while (last && start.queued.length === 0 && moved.length < mostMoved) {
    const hole = blankOn(study, best.page, start);
    const figure = flow.figureBehind(last);
    if (hole <= start.mostBlank || figure === undefined || items[figure]?.float?.last) break;
    moved = [...moved, figure];
    // Its neighbour, which must not stand before it, goes with it.
    if (items[figure + 1]?.float && flow.isBarred(figure + 1, moved)) moved.push(figure + 1);
    const tried = fillBefore(study, start, moved, Math.max(hole * stillBlank, start.mostBlank), changes);
    if (tried) best = { page: tried, moved };
    last = tried ?? fillPage(study, start, moved);
  }
  return best;
}

/**
 * Sets the figure behind a page at its head, where that fills a hole; one that takes the whole page is then followed by all of its
 * text on the next.
 * @returns the page, and how it begins then; undefined where nothing is to be set ahead.
 */
export function bringAhead(
  study: Study,
  start: PageStart,
  page: Candidate,
): { page: Candidate; start: PageStart } | undefined {
  const { flow } = study;
  const hole = blankOn(study, page, start);
  const figure = flow.figureBehind(page);
  if (figure === undefined || hole <= start.mostBlank || start.queued.length > 0 || start.from === 0) return undefined;
  if (!flow.isBelowFigures(start.from) || !flow.mayStandBefore(figure, start.from)) return undefined;
  const changed = { ...start, floats: [...start.floats, figure], ahead: [...start.ahead, figure] };
  if (flow.queue(changed.floats).queued.length > 0) return undefined;
  const tried = nextPage(study, changed);
  const isBetter = !tried.torn && blankOn(study, tried, changed) < hole * stillBlank;
  return isBetter ? { page: tried, start: changed } : undefined;
}

/** The best page without the figures `moved` that leaves a page behind it which can take them. */
function fillBefore(
  study: Study,
  start: PageStart,
  moved: number[],
  mostBlank: number,
  changes: Changes,
): Candidate | undefined {
  let most = study.measured.items.length - 1;
  for (let trial = 0; trial <= mostLeft; trial++) {
    const page = fillPage(study, start, moved, most);
    if (!page || page.torn || page.to < (moved.at(-1) ?? 0) + 2 || blankOn(study, page, start) > mostBlank)
      return undefined;
    if (canTake(study, start, page, moved, changes)) return page;
    most = page.to - 1;
  }
  return undefined;
}

function blankOn({ flow }: Study, { textHeight, notesHeight }: Candidate, { height, floats }: PageStart): number {
  return height - flow.floatsHeight(floats) - textHeight - notesHeight;
}

/** Whether the page behind has text, and room for it below the figures. */
function canTake(
  study: Study,
  start: PageStart,
  { to, left }: Candidate,
  figures: number[],
  changes: Changes,
): boolean {
  const { flow, options } = study;
  const { floats, queued } = flow.queue(figures);
  if (flow.floatsHeight(floats) >= options.pageHeight * fillsAlone) return true;
  if (!flow.isBelowFigures(to)) return false;
  const number = start.number + 1;
  const room = roomOf(number, options, changes);
  const next = fillPage(study, { ...start, number, from: to, carried: left, floats, queued, ...room });
  return next !== undefined && !next.torn;
}
