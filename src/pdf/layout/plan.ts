import { readFlow } from './flow.ts';
import { fitNotes, marksByItem, type NoteRoom, wholeNote } from './plan-notes.ts';
import type { Measured, NotePiece, PlannedPage } from './types.ts';

export interface PlanOptions {
  /** Height of the page's text area. */
  pageHeight: number;
  /** A note is set again on every page that has a mark of it, as numbers by page need. */
  repeatNotes: boolean;
  /** A figure may be moved past a heading of level 1 or 2. */
  acrossSections?: boolean;
  /** By how much less than its height a page may be filled, by its number: what a trial has shown not to fit. */
  short?: ReadonlyMap<number, number>;
  /** How many sheets a page took that holds one thing higher than a page, by its number, where a trial has shown that. */
  sheets?: ReadonlyMap<number, number>;
  /** How many items earlier than it could a page ends, by its number, for the sake of the next. */
  earlier?: ReadonlyMap<number, number>;
  /** Pages that move a figure which does not fit even for the sake of a small hole. */
  eager?: ReadonlySet<number>;
}

/** What is left blank where something higher than a page breaks, since no line is cut; in px. */
const lostLine = 12;

/** A page less full than this takes part of a long note rather than leave the rest of it blank. */
const wellFilled = 0.88;

/** What goes on of a note takes at most this share of a page while there is text to set, */
const mostCarried = 0.6;

/** or this, if it ends then. */
const mostEnding = 0.75;

/** A figure is moved to the next page only where more than this share of the page would be left blank otherwise, */
const worthMoving = 0.2;

/** and only if what stands behind it leaves no more than that, or at most this share of the hole. */
const stillBlank = 0.5;

/** So many figures at most go from one page to the next ones. */
const mostMoved = 4;

/** The space over the rule of the notes may be narrower by so much, in px, if they fit then. */
const noteSqueeze = 6;

/** Figures that fill so much of a page may stand on it alone. */
const fillsAlone = 0.6;

/** How many lines less are tried on a page, that the next has something to begin with below its figures. */
const mostLeft = 4;

/** Where a page begins. */
interface PageStart {
  from: number;
  /** Notes that go on from the page before. */
  carried: NotePiece[];
  /** Figures that come from the page before. */
  floats: number[];
  /** Those that come from there too, but have room only on the next page. */
  queued: number[];
  /** What it may hold. */
  height: number;
  /** How many items earlier than it could it ends. */
  earlier: number;
  /** A larger hole than this is worth moving a figure. */
  mostBlank: number;
}

interface Candidate {
  /** Behind the figures that it begins with, should these be moved on. */
  from: number;
  to: number;
  sheets: number;
  notes: NotePiece[];
  notesHeight: number;
  left: NotePiece[];
  textHeight: number;
  /** Nothing else was left than to part what should stay together. */
  torn?: true;
}

/**
 * Breaks a chapter into pages: each page takes as many items as fit with the notes whose marks they carry, and breaks where
 * the style sheet allows. Only where nothing else is left does it break between what should stay together. A figure that does
 * not fit moves to the head of the next page if it would leave a hole and the text behind it can fill that.
 */
export function planPages(measured: Measured, options: PlanOptions): PlannedPage[] {
  const { items } = measured;
  const flow = readFlow(measured, options);
  const { floatsHeight, queue, figureBehind, mayStandBefore, isBelowFigures, isBarred, textHeight, shiftOf } = flow;
  const byItem = marksByItem(measured);
  const heights = new Map(measured.notes.map((note) => [note.id, note]));
  const pages: PlannedPage[] = [];
  let carried: NotePiece[] = [];
  /** Figures that wait for the head of a page. */
  let waiting: number[] = [];
  const begun = new Set<string>();
  /** Figures that are set at the head of a page although their place in the text comes later. */
  const ahead: number[] = [];
  let from = 0;
  for (;;) {
    while (ahead.includes(from)) from += 1;
    if (from >= items.length && carried.length + waiting.length === 0) return pages;
    const start: PageStart = { from, carried, ...queue(waiting), ...roomOf(pages.length) };
    const { page, moved } = bringAhead(start, moveFigures(start, nextPage(start)));
    const { to, sheets, notes, notesHeight, textHeight } = page;
    for (const { note } of notes) begun.add(note);
    pages.push({
      from: page.from,
      to,
      sheets,
      notes,
      notesHeight,
      textHeight,
      floats: start.floats,
      floatsHeight: floatsHeight(start.floats),
      shift: to > page.from ? shiftOf(page.from, to) : 0,
    });
    carried = page.left;
    waiting = [...start.queued, ...moved];
    from = to;
  }

  function roomOf(page: number): Pick<PageStart, 'height' | 'earlier' | 'mostBlank'> {
    return {
      height: options.pageHeight - (options.short?.get(page) ?? 0),
      earlier: options.earlier?.get(page) ?? 0,
      mostBlank: options.eager?.has(page) ? 0 : options.pageHeight * worthMoving,
    };
  }

  /** What a page is when nothing moves. Without items, it has the notes that go on. */
  function nextPage(start: PageStart): Candidate {
    const { from, carried, height, floats } = start;
    const room: NoteRoom = { notes: heights, separator: measured.separator, pageHeight: height };
    if (from >= items.length && floats.length === 0) {
      const rest = fitNotes(carried, [], height, room);
      const [top, ...below] = carried;
      if (rest.notes.length > 0 || !top) return { from, to: from, sheets: 1, textHeight: 0, ...rest };
      // A single line or picture higher than the page: it is set all the same.
      return { from, to: from, sheets: 1, textHeight: 0, notes: [top], notesHeight: height, left: below };
    }
    const filled = floats.length > 0 && !isBelowFigures(from) ? undefined : fillEarlier(start);
    if (filled && !(filled.torn && floats.length > 0)) return filled;
    if (floats.length > 0) {
      const wanted = [...carried, ...freshOf(floats, carried).map((id) => wholeNote(id, room))];
      return { from, to: from, sheets: 1, textHeight: 0, ...fitNotes(wanted, [], height - floatsHeight(floats), room) };
    }
    // Higher than a page, or with notes that leave no room for it: it is set nevertheless, and its notes begin behind it.
    const { sheets, text } = tallHeight(from);
    const left = [...carried, ...freshOf([from], carried).map((id) => wholeNote(id, room))];
    const onLast = fitNotes(left, [], sheets * options.pageHeight - text, room);
    return { from, to: from + 1, sheets, textHeight: text, ...onLast };
  }

  /** How many sheets something takes that is higher than a page, and its height with what it repeats and loses on each. */
  function tallHeight(item: number): { sheets: number; text: number } {
    const { lead = 0, tail = 0 } = items[item] ?? {};
    const once = textHeight(item, item + 1, []);
    const found = options.sheets?.get(pages.length);
    let sheets = found ?? 1;
    const text = () => once + (sheets - 1) * (lead + tail + lostLine);
    while (found === undefined && text() > sheets * options.pageHeight) sheets += 1;
    return { sheets, text: text() };
  }

  /** The best page that begins so, or one that ends earlier if it is to. */
  function fillEarlier(start: PageStart): Candidate | undefined {
    const full = fill(start, []);
    if (!full || start.earlier === 0) return full;
    const earlier = fill(start, [], full.to - start.earlier);
    return earlier && !earlier.torn ? earlier : full;
  }

  /** The best page that begins so, ends before `most` at the latest, and has the figures `moved` taken away; undefined if none. */
  function fill(start: PageStart, moved: number[], most = items.length): Candidate | undefined {
    const { carried, floats, height } = start;
    const away = [...moved, ...ahead];
    let { from } = start;
    while (away.includes(from)) from += 1;
    if (from !== start.from && floats.length > 0 && !isBelowFigures(from)) return undefined;
    const room: NoteRoom = { notes: heights, separator: measured.separator, pageHeight: height };
    const ending = fitNotes(carried, [], height * mostEnding, room);
    const share = ending.left.length === 0 ? ending : fitNotes(carried, [], height * mostCarried, room);
    const goesOn = share.notes.length > 0 ? share : { notes: carried, left: [] };
    const taken = floatsHeight(floats);
    let fresh = freshOf(floats, carried);
    let whole: Candidate | undefined;
    let split: Candidate | undefined;
    let torn: Candidate | undefined;
    for (let end = from + 1; end <= most; end++) {
      if (away.includes(end - 1)) continue;
      if (isBarred(end - 1, [...start.queued, ...moved])) break;
      let to = end;
      let joint = items[to]?.before;
      while (away.includes(to)) {
        to += 1;
        if (joint !== 'avoid') joint = items[to]?.before;
      }
      fresh = [...new Set([...fresh, ...freshOf([end - 1], carried)])];
      const text = textHeight(from, end, away);
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
    if (
      whole &&
      (!split || split.to <= whole.to || whole.textHeight + whole.notesHeight + taken >= height * wellFilled)
    )
      return whole;
    return split ?? whole ?? torn;
  }

  /** Moves the figures behind a page to the next ones, as long as that fills a hole: one, or several in a row of blocks. */
  function moveFigures(start: PageStart, page: Candidate): { page: Candidate; moved: number[] } {
    let best = { page, moved: [] as number[] };
    let moved: number[] = [];
    let last: Candidate | undefined = page;
    while (last && start.queued.length === 0 && moved.length < mostMoved) {
      const hole = blankOn(best.page, start);
      const figure = figureBehind(last);
      if (hole <= start.mostBlank || figure === undefined || items[figure]?.float?.last) break;
      moved = [...moved, figure];
      // Its neighbour, which must not stand before it, goes with it.
      if (items[figure + 1]?.float && isBarred(figure + 1, moved)) moved.push(figure + 1);
      const tried = fillBefore(start, moved, Math.max(hole * stillBlank, start.mostBlank));
      if (tried) best = { page: tried, moved };
      last = tried ?? fill(start, moved);
    }
    return best;
  }

  /** Sets the figure behind a page at its head, where that fills a hole; it then stands in `start.floats`. */
  function bringAhead(
    start: PageStart,
    planned: { page: Candidate; moved: number[] },
  ): { page: Candidate; moved: number[] } {
    const { page, moved } = planned;
    const hole = blankOn(page, start);
    const figure = figureBehind(page);
    if (figure === undefined || moved.length > 0 || hole <= start.mostBlank) return planned;
    if (
      start.queued.length > 0 ||
      start.from === 0 ||
      !isBelowFigures(start.from) ||
      !mayStandBefore(figure, start.from)
    )
      return planned;
    const floats = [...start.floats, figure];
    ahead.push(figure);
    const tried = fill({ ...start, floats }, []);
    if (tried && !tried.torn && blankOn(tried, { ...start, floats }) < hole * stillBlank) {
      start.floats = floats;
      return { page: tried, moved: [] };
    }
    ahead.pop();
    return planned;
  }

  /** The best page without the figures `moved` that leaves a page behind it which can take them. */
  function fillBefore(start: PageStart, moved: number[], mostBlank: number): Candidate | undefined {
    let most = items.length - 1;
    for (let trial = 0; trial <= mostLeft; trial++) {
      const page = fill(start, moved, most);
      if (!page || page.torn || page.to < (moved.at(-1) ?? 0) + 2 || blankOn(page, start) > mostBlank) return undefined;
      if (canTake(page, moved)) return page;
      most = page.to - 1;
    }
    return undefined;
  }

  function blankOn({ textHeight, notesHeight }: Candidate, { height, floats }: PageStart): number {
    return height - floatsHeight(floats) - textHeight - notesHeight;
  }

  /** Whether the page behind has text, and room for it below the figures. */
  function canTake({ to, left }: Candidate, figures: number[]): boolean {
    const { floats, queued } = queue(figures);
    if (floatsHeight(floats) >= options.pageHeight * fillsAlone) return true;
    if (!isBelowFigures(to)) return false;
    const next = fill({ from: to, carried: left, floats, queued, ...roomOf(pages.length + 1) }, []);
    return next !== undefined && !next.torn;
  }

  /** The notes that begin on the page of these items. */
  function freshOf(of: number[], carried: NotePiece[]): string[] {
    const ids = new Set(of.flatMap((item) => byItem.get(item) ?? []));
    return [...ids].filter((id) => !carried.some(({ note }) => note === id) && (options.repeatNotes || !begun.has(id)));
  }
}

/** The page that an item stands on, by its number. */
export function pageOf(item: number, pages: readonly PlannedPage[]): number {
  const moved = pages.findIndex(({ floats }) => floats.includes(item));
  return moved >= 0 ? moved : pages.findIndex(({ to }) => to > item);
}
