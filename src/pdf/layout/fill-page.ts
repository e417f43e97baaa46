import { type Candidate, freshOf, type PageStart, type Study } from './page-start.ts';
import { fitNotes, type NoteRoom, wholeNote } from './plan-notes.ts';

/** What is left blank where something higher than a page breaks, since no line is cut; in px. */
const lostLine = 12;

/** A page less full than this takes part of a long note rather than leave the rest of it blank. */
const wellFilled = 0.88;

/** What goes on of a note takes at most this share of a page while there is text to set, */
const mostCarried = 0.6;

/** or this, if it ends then. */
const mostEnding = 0.75;

/** The space over the rule of the notes may be narrower by so much, in px, if they fit then. */
const noteSqueeze = 6;

/** What a page is when nothing moves. Without items, it has the notes that go on. */
export function nextPage(study: Study, start: PageStart): Candidate {
  const { measured, options, flow } = study;
  const { from, carried, height, floats } = start;
  const room = noteRoom(study, start);
  if (from >= measured.items.length && floats.length === 0) {
    const rest = fitNotes(carried, [], height, room);
    const [top, ...below] = carried;
    if (rest.notes.length > 0 || !top) return { from, to: from, sheets: 1, textHeight: 0, ...rest };
    // A single line or picture higher than the page: it is set all the same.
    return { from, to: from, sheets: 1, textHeight: 0, notes: [top], notesHeight: height, left: below };
  }
  const filled = floats.length > 0 && !flow.isBelowFigures(from) ? undefined : fillEarlier(study, start);
  if (filled && !(filled.torn && floats.length > 0)) return filled;
  if (floats.length > 0) {
    const wanted = [...carried, ...freshOf(floats, start, study).map((id) => wholeNote(id, room))];
    const left = height - flow.floatsHeight(floats);
    return { from, to: from, sheets: 1, textHeight: 0, ...fitNotes(wanted, [], left, room) };
  }
  // Higher than a page, or with notes that leave no room for it: it is set nevertheless, and its notes begin behind it.
  const { sheets, text } = tallHeight(study, start);
  const left = [...carried, ...freshOf([from], start, study).map((id) => wholeNote(id, room))];
  const onLast = fitNotes(left, [], sheets * options.pageHeight - text, room);
  return { from, to: from + 1, sheets, textHeight: text, ...onLast };
}

/** How many sheets something takes that is higher than a page, and its height with what it repeats and loses on each. */
function tallHeight({ measured, options, flow }: Study, { number, from }: PageStart): { sheets: number; text: number } {
  const { lead = 0, tail = 0 } = measured.items[from] ?? {};
  const once = flow.textHeight(from, from + 1, []);
  const found = options.sheets?.get(number);
  let sheets = found ?? 1;
  const text = () => once + (sheets - 1) * (lead + tail + lostLine);
  while (found === undefined && text() > sheets * options.pageHeight) sheets += 1;
  return { sheets, text: text() };
}

/** The best page that begins so, or one that ends earlier if it is to. */
function fillEarlier(study: Study, start: PageStart): Candidate | undefined {
  const full = fillPage(study, start);
  if (!full || start.earlier === 0) return full;
  const earlier = fillPage(study, start, [], full.to - start.earlier);
  return earlier && !earlier.torn ? earlier : full;
}

/** The best page that begins so, ends before `most` at the latest, and has the figures `moved` taken away; undefined if none. */
export function fillPage(
  study: Study,
  start: PageStart,
  moved: number[] = [],
  most = study.measured.items.length,
): Candidate | undefined {
  const { flow, measured } = study;
  const { items } = measured;
  const { carried, floats, height } = start;
  const away = [...moved, ...start.ahead];
  let { from } = start;
  while (away.includes(from)) from += 1;
  if (from !== start.from && floats.length > 0 && !flow.isBelowFigures(from)) return undefined;
  const room = noteRoom(study, start);
  const ending = fitNotes(carried, [], height * mostEnding, room);
  const share = ending.left.length === 0 ? ending : fitNotes(carried, [], height * mostCarried, room);
  const goesOn = share.notes.length > 0 ? share : { notes: carried, left: [] };
  const taken = flow.floatsHeight(floats);
  const isWaitedFor = start.queued.length + moved.length > 0;
  let fresh = freshOf(floats, start, study);
  let whole: Candidate | undefined;
  let split: Candidate | undefined;
  let torn: Candidate | undefined;
  for (let end = from + 1; end <= most; end++) {
    if (away.includes(end - 1)) continue;
    if (flow.isBarred(end - 1, [...start.queued, ...moved])) break;
    let to = end;
    let joint = items[to]?.before;
    while (away.includes(to)) {
      to += 1;
      if (joint !== 'avoid') joint = items[to]?.before;
    }
    fresh = [...new Set([...fresh, ...freshOf([end - 1], start, study)])];
    // The figures that wait would part a table, or what else has a frame.
    if (isWaitedFor && items[to]?.boxed) continue;
    const text = flow.textHeight(from, end, away);
    if (taken + text > height && end > from + 1) break;
    const notes = fitNotes(goesOn.notes, fresh, height - taken - text + noteSqueeze, room);
    const candidate: Candidate = {
      from,
      to,
      sheets: 1,
      textHeight: text,
      ...notes,
      left: [...goesOn.left, ...notes.left],
    };
    if (!notes.fits) {
      if (taken + text + room.separator > height) break;
      continue;
    }
    const isWhole = notes.left.length === 0 && goesOn.left.length === 0;
    if (joint === 'forced' || joint === undefined) {
      if (isWhole) return candidate;
      // No more text: what goes on of long notes may take all that is left of the page.
      const all = fitNotes(carried, fresh, height - taken - text, room);
      const begins = fresh.every((id) => all.notes.some(({ note }) => note === id));
      split = begins ? { ...candidate, ...all } : candidate;
      break;
    }
    if (joint === 'avoid') torn = { ...candidate, torn: true };
    else if (isWhole || goesOn.left.length > 0) whole = candidate;
    else split = candidate;
  }
  if (whole && (!split || split.to <= whole.to || whole.textHeight + whole.notesHeight + taken >= height * wellFilled))
    return whole;
  return split ?? whole ?? torn;
}

function noteRoom({ notes, measured }: Study, { height: pageHeight, loose }: PageStart): NoteRoom {
  return { notes, separator: measured.separator, pageHeight, loose };
}
