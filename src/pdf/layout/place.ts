import type { ChapterInPage } from './chapter-in-page.ts';
import type { NotePiece } from './types.ts';

/** What is done to one page of a chapter. */
export interface Placement {
  /** The item that the page begins with; undefined for one that has notes only. */
  first: number | undefined;
  /** The number of the sheet that it begins on, from 0. */
  sheet: number;
  sheets: number;
  /** How much of the page before is left blank below its text. */
  blankBefore: number;
  /** Sheets between that page and this one that hold nothing of the flow. */
  skipped: number;
  /** What is added below the block that goes on here from the page before. */
  shift: number;
  /** The items that stand at its head though they come from the page before, and the height that they take. */
  floats: number[];
  floatsHeight: number;
  notes: NotePiece[];
  notesHeight: number;
}

export interface PlaceOptions {
  pageHeight: number;
  placements: Placement[];
  /** What a mark shows, by its id. */
  marks: Record<string, string>;
  /** What a note, or a mark in a note, shows on a sheet, by its id and the sheet. */
  numbers: Record<string, string>;
}

/**
 * Runs in the page. Takes the placing back. Where the page that did not come out begins within a paragraph whose last lines are
 * balanced (`text-wrap`), it is broken line by line from now on, for the float made it break otherwise than measured: true
 * says that the chapter must be measured again.
 */
export function unbalance(chapter: ChapterInPage, page: number): boolean {
  const head = chapter.heads[page];
  chapter.undo();
  if (!(head instanceof Range)) return false;
  let block = head.startContainer.parentElement;
  while (block && getComputedStyle(block).display.startsWith('inline')) block = block.parentElement;
  if (!block || getComputedStyle(block).getPropertyValue('text-wrap-style') === 'auto') return false;
  block.style.setProperty('text-wrap-style', 'auto', 'important');
  return true;
}
