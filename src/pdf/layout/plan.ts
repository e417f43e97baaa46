import { fitNotes, type NoteRoom } from './plan-notes.ts';
import type { Item, Measured, NotePiece, PlannedPage } from './types.ts';

export interface PlanOptions {
  /** Height of the page's text area. */
  pageHeight: number;
  /** A note is set again on every page that has a mark of it, as numbers by page need. */
  repeatNotes: boolean;
  /** By how much less than its height a page may be filled, by its number: what a trial has shown not to fit. */
  short?: ReadonlyMap<number, number>;
}

/** A page less full than this takes part of a long note rather than leave the rest of it blank. */
const wellFilled = 0.88;

/** What goes on of a note takes at most this share of a page while there is text to set. */
const mostCarried = 0.6;

/**
 * Breaks a chapter into pages: each page takes as many items as fit with the notes whose marks they carry, and breaks where
 * the style sheet allows. Only where nothing else is left does it break between what should stay together.
 */
export function planPages(measured: Measured, options: PlanOptions): PlannedPage[] {
  const { items } = measured;
  const byItem = marksByItem(measured);
  const heights = new Map(measured.notes.map((note) => [note.id, note]));
  const pages: PlannedPage[] = [];
  let carried: NotePiece[] = [];
  const begun = new Set<string>();
  let from = 0;
  while (from < items.length || carried.length > 0) {
    const height = options.pageHeight - (options.short?.get(pages.length) ?? 0);
    const room: NoteRoom = { notes: heights, separator: measured.separator, pageHeight: height };
    const page = nextPage(from, carried, height, room);
    for (const { note } of page.notes) begun.add(note);
    pages.push({ from, to: page.to, sheets: page.sheets, notes: page.notes, notesHeight: page.notesHeight });
    carried = page.left;
    from = page.to;
  }
  return pages;

  interface Candidate {
    to: number;
    sheets: number;
    notes: NotePiece[];
    notesHeight: number;
    left: NotePiece[];
    filled: number;
  }

  function nextPage(from: number, carried: NotePiece[], height: number, room: NoteRoom): Candidate {
    const first = items[from];
    if (!first) return { to: from, sheets: 1, filled: 0, ...fitNotes(carried, [], height, room) };
    const goesOn = fitNotes(carried, [], height * mostCarried, room);
    const fresh: string[] = [];
    let whole: Candidate | undefined;
    let split: Candidate | undefined;
    let torn: Candidate | undefined;
    for (let to = from + 1; to <= items.length; to++) {
      const next = items[to];
      for (const id of byItem.get(to - 1) ?? []) {
        if (
          !fresh.includes(id) &&
          !carried.some((piece) => piece.note === id) &&
          (options.repeatNotes || !begun.has(id))
        )
          fresh.push(id);
      }
      const text = textHeight(from, to);
      if (text > height && to > from + 1) break;
      const notes = fitNotes(goesOn.notes, fresh, height - text, room);
      const candidate: Candidate = {
        to,
        sheets: 1,
        filled: text + notes.notesHeight,
        ...notes,
        left: [...goesOn.left, ...notes.left],
      };
      if (!notes.fits) {
        if (text + room.separator > height) break;
        continue;
      }
      const isWhole = notes.left.length === 0 && goesOn.left.length === 0;
      if (next?.before === 'forced' || !next) {
        if (isWhole) return candidate;
        split = candidate;
        break;
      }
      if (next.before === 'avoid') torn = candidate;
      else if (isWhole || goesOn.left.length > 0) whole = candidate;
      else split = candidate;
    }
    if (whole && (!split || split.to <= whole.to || whole.filled >= height * wellFilled)) return whole;
    const chosen = split ?? whole ?? torn;
    if (chosen) return chosen;
    // Higher than a page, or with notes that leave no room for it: it is set nevertheless, and its notes begin behind it.
    const text = textHeight(from, from + 1);
    const sheets = Math.max(1, Math.ceil(text / options.pageHeight));
    const left = [...carried, ...fresh.map((id) => wholeNote(id, room))];
    const onLast = fitNotes(left, [], sheets * options.pageHeight - text, room);
    return { to: from + 1, sheets, filled: text, ...onLast };
  }

  /** From the head of a page that begins with `from` to the foot of what stands before `to`. */
  function textHeight(from: number, to: number): number {
    const [first, last, next] = [items[from] as Item, items[to - 1] as Item, items[to]];
    return last.end - first.start + (from > 0 ? first.lead : 0) + (next?.tail ?? 0);
  }
}

/** The notes that each item needs on its page, those that they name themselves behind them. */
function marksByItem({ marks, notes }: Measured): Map<number, string[]> {
  const byId = new Map(notes.map((note) => [note.id, note]));
  const found = new Map<number, string[]>();
  const add = (list: string[], id: string): void => {
    if (list.includes(id) || !byId.has(id)) return;
    list.push(id);
    for (const inner of byId.get(id)?.nested ?? []) add(list, inner);
  };
  for (const { item, note } of marks) {
    const list = found.get(item) ?? [];
    found.set(item, list);
    add(list, note);
  }
  return found;
}

function wholeNote(id: string, room: NoteRoom): NotePiece {
  const note = room.notes.get(id);
  return { note: id, from: 0, to: note?.items.length ?? 0, height: note?.height ?? 0 };
}
