import type { readFlow } from './flow.ts';
import type { Measured, MeasuredNote, NotePiece, Onward, PlannedPage } from './types.ts';

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
}

/** How pages are planned otherwise than each as full as can be. */
export interface Changes {
  /** How many items earlier than it could a page ends, by its number, for the sake of the next. */
  earlier: ReadonlyMap<number, number>;
  /** Pages that move a figure which does not fit even for the sake of a small hole. */
  eager: ReadonlySet<number>;
  /** Pages whose last note may be divided even where a single line of it is left on either side. */
  loose: ReadonlySet<number>;
}

/** What is known of a chapter while its pages are planned. */
export interface Study {
  measured: Measured;
  options: PlanOptions;
  flow: ReturnType<typeof readFlow>;
  /** The notes that each item needs on its page. */
  byItem: ReadonlyMap<number, string[]>;
  notes: ReadonlyMap<string, MeasuredNote>;
}

/** Where a page begins. */
export interface PageStart {
  /** Its number, from 0. */
  number: number;
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
  /** A note may be divided behind its first line or in front of its last. */
  loose: boolean;
  /** Figures that stand on a page before although their place in the text comes here or later. */
  ahead: readonly number[];
  /** The notes that begin on the pages before. */
  begun: ReadonlySet<string>;
}

/** A page as it may come out. */
export interface Candidate {
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

/** A figure is moved to the next page only where more than this share of the page would be left blank otherwise. */
const worthMoving = 0.2;

/** What comes behind the pages that are planned; undefined where the chapter is at its end. */
export function startBehind(
  { measured: { items }, options, flow }: Study,
  pages: readonly PlannedPage[],
  changes: Changes,
  begun: ReadonlySet<string>,
): PageStart | undefined {
  const nothing: Onward = { notes: [], figures: [], ahead: [] };
  const { to, onward } = pages.at(-1) ?? { to: 0, onward: nothing };
  let from = to;
  while (onward.ahead.includes(from)) from += 1;
  if (from >= items.length && onward.notes.length + onward.figures.length === 0) return undefined;
  const number = pages.length;
  const { notes: carried, figures, ahead } = onward;
  return { number, from, carried, ahead, begun, ...flow.queue(figures), ...roomOf(number, options, changes) };
}

export function roomOf(
  page: number,
  { pageHeight, short }: PlanOptions,
  { earlier, eager, loose }: Changes,
): Pick<PageStart, 'height' | 'earlier' | 'mostBlank' | 'loose'> {
  return {
    height: pageHeight - (short?.get(page) ?? 0),
    earlier: earlier.get(page) ?? 0,
    mostBlank: eager.has(page) ? 0 : pageHeight * worthMoving,
    loose: loose.has(page),
  };
}

/** The notes that begin on a page with these items. */
export function freshOf(of: number[], { carried, begun }: PageStart, { byItem, options }: Study): string[] {
  const ids = new Set(of.flatMap((item) => byItem.get(item) ?? []));
  return [...ids].filter((id) => !carried.some(({ note }) => note === id) && (options.repeatNotes || !begun.has(id)));
}
