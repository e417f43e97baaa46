import type { NoteSettings } from '../../document/note-settings.ts';
import { noteNumeral, numberByPage } from './number.ts';
import type { Placement, PlaceOptions } from './place.ts';
import { pageOf } from './plan.ts';
import type { LayoutFacts, Measured, PlannedPage } from './types.ts';

/** Text that is nearer to the height of the page may not fit after all, by rounding; in px. Notes have a px to spare. */
const tight = 0.1;

/**
 * Whether the plan is to be tried before it is printed, in columns that break as pages do: where a page is filled to the brim, a
 * table goes on, or something is higher than a page. Elsewhere lines, notes and forced breaks leave nothing to chance.
 */
export function isTight(
  pages: PlannedPage[],
  placements: Placement[],
  { items }: Measured,
  pageHeight: number,
): boolean {
  return pages.some(({ sheets, notesHeight, to }, i) => {
    const next = items[to];
    const blank = placements[i + 1]?.blankBefore ?? pageHeight;
    return sheets > 1 || (notesHeight === 0 && blank < tight) || (next !== undefined && next.lead + next.tail > 0);
  });
}

/** What is done to each page, and on which sheet it comes to stand. */
export function placementsOf(pages: PlannedPage[], pageHeight: number): Placement[] {
  let sheet = 0;
  let skipped = 0;
  let before: PlannedPage | undefined;
  return pages.map((page) => {
    const empty = page.to === page.from;
    const placed: Placement = {
      first: empty ? undefined : page.from,
      sheet,
      sheets: page.sheets,
      blankBefore: (before?.sheets ?? 1) * pageHeight - (before ? before.textHeight + before.floatsHeight : 0),
      skipped,
      shift: page.shift,
      floats: page.floats,
      floatsHeight: page.floatsHeight,
      notes: page.notes,
      notesHeight: page.notesHeight,
    };
    sheet += page.sheets;
    skipped = empty ? skipped + page.sheets : 0;
    if (!empty) before = page;
    return placed;
  });
}

/** Where marks, notes and moved figures came to stand. */
export function factsOf(
  placements: Placement[],
  pages: PlannedPage[],
  { items, marks }: Measured,
): Pick<LayoutFacts, 'sheets' | 'marks' | 'notes' | 'floats'> {
  const last = placements.at(-1);
  const notes: Record<string, number[]> = {};
  for (const { notes: pieces, sheet, sheets } of placements)
    for (const { note } of pieces) notes[note] = [...(notes[note] ?? []), sheet + sheets - 1];
  return {
    sheets: last ? last.sheet + last.sheets : 0,
    marks: Object.fromEntries(marks.map(({ id, item }) => [id, placements[pageOf(item, pages)]?.sheet ?? 0])),
    notes,
    floats: Object.fromEntries(
      placements.flatMap(({ floats, sheet }) => floats.map((item) => [items[item]?.float?.id ?? '', sheet])),
    ),
  };
}

/** Notes that go on over more pages than this are told of. */
const mostNoteSheets = 2;

/** The notes that take more than two pages, with the sheet on which they begin and how many they take. */
export function longNotes(placements: Placement[]): { note: string; sheet: number; sheets: number }[] {
  const running = new Map<string, { note: string; sheet: number; sheets: number }>();
  for (const { notes, sheet, sheets } of placements) {
    for (const { note, from } of notes) {
      const begun = running.get(note);
      if (from > 0 && begun) begun.sheets += 1;
      else if (!begun) running.set(note, { note, sheet: sheet + sheets - 1, sheets: 1 });
    }
  }
  return [...running.values()].filter(({ sheets }) => sheets > mostNoteSheets);
}

/** What marks and notes show where they are numbered by page. */
export function numbersOf(
  pages: PlannedPage[],
  placements: Placement[],
  { marks, notes }: Measured,
  numerals: NoteSettings['numerals'],
): Pick<PlaceOptions, 'marks' | 'numbers'> {
  const byPage = numberByPage(pages);
  const nested = new Map(notes.map((note) => [note.id, note.nested]));
  const shown: Pick<PlaceOptions, 'marks' | 'numbers'> = { marks: {}, numbers: {} };
  for (const [i, { sheet }] of placements.entries()) {
    for (const [note, number] of byPage[i] ?? []) {
      shown.numbers[`${note} ${sheet}`] = noteNumeral(number, numerals);
      for (const mark of nested.get(note) ?? []) {
        const named = byPage[i]?.get(mark.note) ?? byPage[i + 1]?.get(mark.note);
        if (named !== undefined) shown.numbers[`${mark.id} ${sheet}`] = noteNumeral(named, numerals);
      }
    }
  }
  for (const { id, note, item } of marks) {
    const at = pageOf(item, pages);
    // A note that had no room on the page of its mark has its number on the next.
    const number = byPage[at]?.get(note) ?? byPage[at + 1]?.get(note);
    if (number !== undefined) shown.marks[id] = noteNumeral(number, numerals);
  }
  return shown;
}
