import { nextPage } from './fill-page.ts';
import { readFlow } from './flow.ts';
import { bringAhead, moveFigures } from './move-figures.ts';
import { type Changes, type PlanOptions, type Study, startBehind } from './page-start.ts';
import { marksByItem } from './plan-notes.ts';
import type { Measured, PlannedPage } from './types.ts';

/** Nothing is planned otherwise. */
export const unchanged: Changes = { earlier: new Map(), eager: new Set(), loose: new Set() };

/** Some pages of a chapter, and how they were planned. */
export interface Plan {
  pages: readonly PlannedPage[];
  changes: Changes;
}

/**
 * Breaks a chapter into pages: each page takes as many items as fit with the notes whose marks they carry, and breaks where
 * the style sheet allows. Only where nothing else is left does it break between what should stay together. A figure that does
 * not fit moves to the head of the next page if it would leave a hole and the text behind it can fill that.
 */
export function planPages(measured: Measured, options: PlanOptions): PlannedPage[] {
  return planOn(study(measured, options), unchanged);
}

/** What planning needs to know of a chapter, looked up once for all that is tried. */
export function study(measured: Measured, options: PlanOptions): Study {
  const notes = new Map(measured.notes.map((note) => [note.id, note]));
  return { measured, options, flow: readFlow(measured, options), byItem: marksByItem(measured), notes };
}

/** Plans on behind the pages `before`, until there are `most`; the pages of the whole. */
export function planOn(
  study: Study,
  changes: Changes,
  before: readonly PlannedPage[] = [],
  most = Number.POSITIVE_INFINITY,
): PlannedPage[] {
  const { flow, options } = study;
  const pages = [...before];
  // Of no use where a page does not ask what was set before, and long to collect.
  const begun = new Set(options.repeatNotes ? [] : pages.flatMap(({ notes }) => notes.map(({ note }) => note)));
  while (pages.length < most) {
    let start = startBehind(study, pages, changes, begun);
    if (!start) break;
    let { page, moved } = moveFigures(study, start, nextPage(study, start), changes);
    const ahead = moved.length === 0 ? bringAhead(study, start, page) : undefined;
    if (ahead) ({ page, start } = ahead);
    const { from, to, sheets, notes, notesHeight, textHeight } = page;
    for (const { note } of notes) begun.add(note);
    pages.push({
      from,
      to,
      sheets,
      notes,
      notesHeight,
      textHeight,
      floats: start.floats,
      floatsHeight: flow.floatsHeight(start.floats),
      shift: to > from ? flow.shiftOf(from, to) : 0,
      onward: {
        notes: page.left,
        figures: [...start.queued, ...moved],
        ahead: start.ahead.filter((item) => item >= to - 1),
      },
    });
  }
  return pages;
}

/** The page that an item stands on, by its number. */
export function pageOf(item: number, pages: readonly PlannedPage[]): number {
  const moved = pages.findIndex(({ floats }) => floats.includes(item));
  return moved >= 0 ? moved : pages.findIndex(({ to }) => to > item);
}
