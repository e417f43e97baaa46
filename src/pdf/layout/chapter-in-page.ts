import type { Measured } from './types.ts';

/** How a break before an item is made: before the outermost of `chain`, or, within a paragraph, before a line of `nodes`. */
export interface Anchor {
  /** The elements that begin with the item, the outermost first. */
  chain: Element[];
  /** The inline content that the line belongs to, and how high its line starts. */
  nodes: Node[];
  middle: number;
  lineHeight: number;
}

/** What stays in the page between measuring and placing. */
export interface ChapterInPage {
  section: HTMLElement;
  measured: Measured;
  anchors: Anchor[];
  noteAnchors: Record<string, Anchor[]>;
  /** What each planned page begins with, once it is placed; undefined for the first. */
  heads: (Element | Range | undefined)[];
  /** Takes the placing back. */
  undo: () => void;
}
