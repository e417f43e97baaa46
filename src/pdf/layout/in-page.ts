import type { ChapterInPage } from './chapter-in-page.ts';
import { describeFaults, type FoundFaults } from './describe-faults.ts';
import { findBreaks } from './find-breaks.ts';
import { findLines } from './find-lines.ts';
import { fitBlocks } from './fit-blocks.ts';
import { gatherItems } from './gather-items.ts';
import { measureChapter } from './measure.ts';
import { measureFloats } from './measure-floats.ts';
import { type PageArea, pageArea } from './page-area.ts';
import { type PlaceOptions, unbalance } from './place.ts';
import { placeBreaks } from './place-breaks.ts';
import { placeFloats } from './place-floats.ts';
import { placeNotes } from './place-notes.ts';
import { placeSideNotes } from './place-side-notes.ts';
import { snapBlocks } from './snap.ts';
import type { LayoutFault } from './types.ts';
import { findRewrapped, verifyChapter } from './verify.ts';

/** A page that is about to be laid out. */
export interface Begun {
  paper: PageArea;
  faults: LayoutFault[];
  chapters: ChapterStyle[];
}

/** How a chapter is to be set. */
export interface ChapterStyle {
  /** The side that its first sheet stands on, where that matters. */
  side: 'recto' | 'verso' | undefined;
  /** Whether it has notes in the margin. */
  beside: boolean;
  vertical: boolean;
  inColumns: boolean;
}

/** The steps, each of which uses the functions below. */
const steps = { begin, measure, place, misplaced, again, finish };

/**
 * All that runs in the page. Each function becomes text by itself, and so uses nothing of its module but types, and the others only
 * by way of `kanbenLayout`.
 */
export const inPage = {
  ...steps,
  pageArea,
  fitBlocks,
  snapBlocks,
  measureChapter,
  gatherItems,
  findLines,
  measureFloats,
  findBreaks,
  placeBreaks,
  placeNotes,
  placeFloats,
  placeSideNotes,
  unbalance,
  findRewrapped,
  verifyChapter,
  describeFaults,
};

export type Steps = typeof steps;

/** Where all of them stand in the page, with the chapter that is being laid out. */
declare const kanbenLayout: typeof inPage & { chapter: ChapterInPage };

/** Gives the document the width of a line of print, and its blocks whole lines. */
function begin(): Begun {
  const paper = kanbenLayout.pageArea();
  const root = document.documentElement;
  const isVertical = (element: Element) => getComputedStyle(element).writingMode.startsWith('vertical');
  const vertical = isVertical(root);
  // The root stays as wide as a line: laid out anew for the page, Chromium has been seen to break some paragraphs otherwise.
  root.style.setProperty('inline-size', `${vertical ? paper.height : paper.width}px`);
  const faults = kanbenLayout.fitBlocks(vertical ? paper.width : paper.height);
  kanbenLayout.snapBlocks();
  const chapters = [...document.querySelectorAll<HTMLElement>('section.chapter')].map((one) => ({
    side: one.dataset.side as ChapterStyle['side'],
    beside: one.querySelector(':scope > section.notes.at-side') !== null,
    vertical: isVertical(one),
    inColumns: Number(getComputedStyle(one).columnCount) > 1,
  }));
  return { paper, faults, chapters };
}

/** Measures the chapter of a number; JSON of what it finds, as the protocol takes thousands of objects one by one. */
function measure(number: number, pageHeight: number): string {
  const section = document.querySelectorAll<HTMLElement>('section.chapter')[number];
  if (!section) throw new Error(`there is no chapter ${number}`);
  kanbenLayout.chapter = kanbenLayout.measureChapter(section, pageHeight);
  kanbenLayout.measureFloats(kanbenLayout.chapter);
  return JSON.stringify(kanbenLayout.chapter.measured);
}

/** Makes the planned breaks, sets notes and moved figures; the first page whose lines the browser then breaks otherwise, or -1. */
function place(options: PlaceOptions): number {
  const { chapter } = kanbenLayout;
  const found = kanbenLayout.findBreaks(chapter, options);
  kanbenLayout.placeBreaks(chapter, found, options);
  kanbenLayout.placeNotes(chapter, found, options);
  if (options.placements.some(({ floats }) => floats.length > 0)) kanbenLayout.placeFloats(chapter, options);
  return kanbenLayout.findRewrapped(chapter);
}

/** Where the heads of its pages stand in columns as large as they are. */
function misplaced(area: PageArea): ReturnType<typeof verifyChapter> {
  return kanbenLayout.verifyChapter(kanbenLayout.chapter, area);
}

/** Takes the placing back; whether the chapter must be measured again (see `unbalance`). */
function again(page: number): boolean {
  return kanbenLayout.unbalance(kanbenLayout.chapter, page);
}

/** Sets notes in the margin, and says of faults which words they are about. */
function finish(found: FoundFaults, beside: Parameters<typeof placeSideNotes>[1] | null): LayoutFault[] {
  const { chapter } = kanbenLayout;
  if (beside) kanbenLayout.placeSideNotes(chapter, beside);
  return kanbenLayout.describeFaults(chapter, found);
}
