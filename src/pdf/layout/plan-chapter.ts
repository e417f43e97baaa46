import { fillHoles } from './fill-holes.ts';
import type { PlanOptions } from './page-start.ts';
import { planOn, study, unchanged } from './plan.ts';
import type { Measured, PlannedPage } from './types.ts';

/** How many items are planned again in all to close holes. */
const forHoles = 200_000;

/** Plans the pages of a chapter: each as full as can be, then without the holes that this leaves. */
export function planChapter(measured: Measured, options: PlanOptions): PlannedPage[] {
  const known = study(measured, options);
  const full = { pages: planOn(known, unchanged), changes: unchanged };
  return [...fillHoles(known, full, { items: forHoles }).pages];
}
