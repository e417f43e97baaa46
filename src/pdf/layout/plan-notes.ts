import type { Measured, MeasuredNote, NotePiece } from './types.ts';

export interface NoteRoom {
  notes: ReadonlyMap<string, MeasuredNote>;
  /** The rule over the notes with its space. */
  separator: number;
  pageHeight: number;
  /** A single line may be left where a note is divided. */
  loose: boolean;
}

export interface FittedNotes {
  notes: NotePiece[];
  notesHeight: number;
  /** What goes on to the next page. */
  left: NotePiece[];
  /** What goes on from the page before stands here, and every fresh note begins here. */
  fits: boolean;
}

/**
 * Sets notes into `height`: those that go on from the page before, then fresh ones. `fits` is false where more than the end of
 * the last fresh note has no room: such a page must have less text.
 */
export function fitNotes(carried: NotePiece[], fresh: string[], height: number, room: NoteRoom): FittedNotes {
  const wanted = [...carried, ...fresh.map((id) => wholeNote(id, room))];
  if (wanted.length === 0) return { notes: [], notesHeight: 0, left: [], fits: height >= 0 };
  const set: NotePiece[] = [];
  let used = room.separator;
  for (const [i, piece] of wanted.entries()) {
    const gap = i === 0 ? 0 : (room.notes.get(wanted[i - 1]?.note ?? '')?.gap ?? 0);
    if (used + gap + piece.height <= height) {
      used += gap + piece.height;
      set.push(piece);
      continue;
    }
    const [here, rest] = split(piece, height - used - gap, room);
    if (here && rest) {
      set.push(here);
      used += gap + here.height;
    }
    const left = [...(rest ? [rest] : []), ...wanted.slice(i + 1)];
    const fits = here !== undefined && i === wanted.length - 1 && i >= carried.length;
    return { notes: set, notesHeight: set.length > 0 ? used : 0, left, fits };
  }
  return { notes: set, notesHeight: used, left: [], fits: true };
}

/** As many lines as fit, where the note may break. */
function split(piece: NotePiece, height: number, room: NoteRoom): [NotePiece | undefined, NotePiece | undefined] {
  const items = room.notes.get(piece.note)?.items ?? [];
  const first = items[piece.from];
  if (!first) return [undefined, piece];
  const most = first.start + height;
  for (let to = piece.to - 1; to > piece.from; to--) {
    const [last, next] = [items[to - 1], items[to]];
    if (!last || !next || last.end > most) continue;
    // Behind the first line of what is left all is allowed: a note longer than its page must go on somehow.
    if (next.before === 'avoid' && !room.loose && last.end - first.start < room.pageHeight / 3) continue;
    const here = { note: piece.note, from: piece.from, to, height: last.end - (piece.from === 0 ? 0 : first.start) };
    const end = items[piece.to - 1]?.end ?? last.end;
    return [here, { note: piece.note, from: to, to: piece.to, height: end - next.start }];
  }
  return [undefined, piece];
}

/** A note with all its lines. */
export function wholeNote(id: string, room: NoteRoom): NotePiece {
  const note = room.notes.get(id);
  return { note: id, from: 0, to: note?.items.length ?? 0, height: note?.height ?? 0 };
}

/** The notes that each item needs on its page, those that they name themselves behind them. */
export function marksByItem({ marks, notes }: Measured): Map<number, string[]> {
  const byId = new Map(notes.map((note) => [note.id, note]));
  const found = new Map<number, string[]>();
  const add = (list: string[], id: string): void => {
    if (list.includes(id) || !byId.has(id)) return;
    list.push(id);
    for (const { note } of byId.get(id)?.nested ?? []) add(list, note);
  };
  for (const { item, note } of marks) {
    const list = found.get(item) ?? [];
    found.set(item, list);
    add(list, note);
  }
  return found;
}
