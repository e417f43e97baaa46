import { fillHoles } from './fill-holes.ts';
import { levelSpreads } from './level-spreads.ts';
import type { PlanOptions } from './page-start.ts';
import { planOn, study, unchanged } from './plan.ts';
import type { Measured, PlannedPage } from './types.ts';

/** How many items are planned again in all to close holes, */
const forHoles = 200_000;

/** and to make facing pages equal: enough for chapters of some hundred pages. */
const forSpreads = 500_000;

export interface ChapterOptions extends PlanOptions {
  /** The side of the leaf that the first page stands on, where facing pages are to be of equal depth. */
  level?: 'recto' | 'verso' | undefined;
}

/** Plans the pages of a chapter: each as full as can be, then without the holes that this leaves, then spread by spread. */
export function planChapter(measured: Measured, options: ChapterOptions): PlannedPage[] {
  const known = study(measured, options);
  const full = { pages: planOn(known, unchanged), changes: unchanged };
  const filled = fillHoles(known, full, { items: forHoles });
  const { level } = options;
  return [...(level ? levelSpreads(known, filled, level, { items: forSpreads }) : filled).pages];
}
