import type { Placement } from './place.ts';
import { pageOf } from './plan.ts';
import type { Measured, PlannedPage } from './types.ts';

/** Where a side note stands. */
export interface SideNote {
  id: string;
  /** The sheet of the chapter, from 0, and how far below its head, in px. */
  sheet: number;
  top: number;
  /** More than the margin of its page holds: it hangs over the foot, or stands on the page behind its mark. */
  crowded?: true;
}

interface Wanted {
  id: string;
  height: number;
  gap: number;
  /** The height of its mark. */
  at: number;
}

/**
 * Sets notes beside the line of their mark; where they would overlap, each follows the one before, and where they would run out
 * at the foot they move up. What a page has no room for goes to the next.
 */
export function setSideNotes(
  measured: Measured,
  pages: readonly PlannedPage[],
  placements: readonly Placement[],
  pageHeight: number,
): SideNote[] {
  const byPage = wantedByPage(measured, pages);
  const set: SideNote[] = [];
  let carried: Wanted[] = [];
  for (const [i, { sheet, sheets }] of placements.entries()) {
    const room = sheets * pageHeight;
    const isLast = i === placements.length - 1;
    const wanted = [...carried, ...(byPage[i] ?? [])];
    const late = new Set(carried);
    const fitting = isLast ? wanted.length : countFitting(wanted, room);
    carried = wanted.slice(fitting).map((note) => ({ ...note, at: 0 }));
    const here = wanted.slice(0, fitting);
    for (const [n, top] of stack(here, room).entries()) {
      const { id = '', height = 0 } = here[n] ?? {};
      const crowded = late.has(here[n] as Wanted) || top + height > room + 1;
      set.push({ id, sheet: sheet + Math.floor(top / pageHeight), top: top % pageHeight, ...(crowded && { crowded }) });
    }
  }
  return set;
}

/** The notes of each page in the order of their marks, those that a note names behind it. */
function wantedByPage({ items, marks, notes }: Measured, pages: readonly PlannedPage[]): Wanted[][] {
  const byId = new Map(notes.map((note) => [note.id, note]));
  const byPage: Wanted[][] = pages.map(() => []);
  const seen = new Set<string>();
  const add = (page: number, id: string, at: number): void => {
    const note = byId.get(id);
    if (!note || seen.has(id)) return;
    seen.add(id);
    byPage[page]?.push({ id, height: note.height, gap: note.gap, at });
    for (const nested of note.nested) add(page, nested.note, at);
  };
  for (const { item, note } of marks) {
    const number = pageOf(item, pages);
    const page = pages[number];
    const [first, line] = [items[page?.from ?? 0], items[item]];
    if (!page || !first || !line) continue;
    // Figures that were moved to the head of this page or of the next ones leave no gap.
    const moved = pages.slice(number, number + 3).flatMap(({ floats }) => floats);
    const above = moved.filter((float) => float >= page.from && float < item);
    const closed = above.reduce((sum, float) => sum + (items[float]?.float?.closes ?? 0), 0);
    const lower = line.block === first.block ? 0 : page.shift;
    const at = page.floats.includes(item)
      ? 0
      : page.floatsHeight + (page.from > 0 ? first.lead : 0) + line.start - first.start - closed + lower;
    add(number, note, Math.max(0, at));
  }
  return byPage;
}

/** How many of these notes a column holds, one below the other. */
function countFitting(notes: readonly Wanted[], room: number): number {
  let used = 0;
  for (const [i, { height, gap }] of notes.entries()) {
    if (used + height > room && i > 0) return i;
    used += height + gap;
  }
  return notes.length;
}

/** How far below the head each note stands. */
function stack(notes: readonly Wanted[], room: number): number[] {
  const tops: number[] = [];
  let free = 0;
  for (const { at, height, gap } of notes) {
    const top = Math.max(at, free);
    tops.push(top);
    free = top + height + gap;
  }
  let limit = room;
  for (let i = notes.length - 1; i >= 0; i--) {
    const top = Math.min(tops[i] ?? 0, limit - (notes[i]?.height ?? 0));
    if (top === tops[i]) break;
    tops[i] = Math.max(0, top);
    limit = (tops[i] ?? 0) - (notes[i - 1]?.gap ?? 0);
  }
  // More than a page holds: from its head downwards, over its foot.
  for (let i = 1; i < notes.length; i++) {
    const { height = 0, gap = 0 } = notes[i - 1] ?? {};
    tops[i] = Math.max(tops[i] ?? 0, (tops[i - 1] ?? 0) + height + gap);
  }
  return tops;
}
