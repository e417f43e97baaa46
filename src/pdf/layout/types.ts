/** All lengths of the layout are CSS px (1/96 in) along the block axis: downwards, in vertical text leftwards. */

/** What a page can be broken before: a line, a row of a table, or a block that is not to be broken. */
export interface Item {
  /** Where a page begins if it breaks before this item: the border edge of the outermost element that begins here. */
  start: number;
  /** Where a page ends if it breaks behind this item: the border edge of the outermost element that ends here. */
  end: number;
  /** What the style sheet says of a break before this item; `avoid` also where widows or orphans would be left. */
  before: 'auto' | 'avoid' | 'forced';
  /** What a break before this item adds to the page behind it: the repeated head of a table, padding that is cloned. */
  lead: number;
  /** What a break before this item adds to the page in front of it. */
  tail: number;
  /** The block of the chapter that it belongs to, by its number. */
  block?: number;
  /** It stands within a table or something with a frame or a background: no figure can be put before it. */
  boxed?: true;
  /** A heading of level 1 or 2 begins here, which no figure is moved past. */
  section?: true;
  /** The kind of the figure that begins here: those of one kind keep their order. */
  figure?: string;
  /** It is a figure that may be moved to the head of the next page. */
  float?: FloatFacts;
}

/** What moving a figure to the head of the next page means for both pages. */
export interface FloatFacts {
  id: string;
  /** The height that it takes at the head of a page, with the distance to what stands below. */
  height: number;
  /** How much of that is the distance, which is not needed at the foot of a page. */
  below?: number;
  /** By how much what stands behind it comes nearer to what stands before it. */
  closes: number;
  /** The same where the figure right before it is moved as well. */
  closesBehind?: number;
  /** The text ends with it: it may be set at the head of its own page, not be moved to the next. */
  last?: true;
}

/** The mark of a note in the text. */
export interface Mark {
  id: string;
  note: string;
  /** The item that it stands in. */
  item: number;
}

export interface MeasuredNote {
  id: string;
  items: Item[];
  /** Its own height, and the distance to the next. */
  height: number;
  gap: number;
  /** The marks that stand in this note. */
  nested: Pick<Mark, 'id' | 'note'>[];
}

/** A chapter set in one endless column as wide as the page's text. */
export interface Measured {
  items: Item[];
  marks: Mark[];
  notes: MeasuredNote[];
  /** The height of the rule over the notes, with the space above and below. */
  separator: number;
  /** From one line of the grid to the next; 0 where there is none. */
  row: number;
}

/** A note, or the lines of it from `from` up to `to`. */
export interface NotePiece {
  note: string;
  from: number;
  to: number;
  height: number;
}

export interface PlannedPage {
  /** The items from `from` up to `to`. */
  from: number;
  to: number;
  /** The items of the figures that are set at its head, though they stand elsewhere in the text, and the height that they take. */
  floats: number[];
  floatsHeight: number;
  /** From the head of its text to the foot, without notes and without figures that were moved here or from here. */
  textHeight: number;
  /** What the block that goes on here from the page before lacks to whole lines, so that the text below stands on the grid. */
  shift: number;
  /** How many sheets it takes: more than one only for what is higher than a page. */
  sheets: number;
  notes: NotePiece[];
  /** The height of its notes with their rule. */
  notesHeight: number;
  /** What goes on to the next page. */
  onward: Onward;
}

/** What is left to the next page besides the text. */
export interface Onward {
  notes: NotePiece[];
  /** The items of the figures that are to stand at the head of one of the next pages. */
  figures: number[];
  /** Those of figures that were set already, though their place in the text is yet to come. */
  ahead: number[];
}

/** What came of laying out a chapter. */
export interface LayoutFacts {
  /** Sheets that the chapter takes. */
  sheets: number;
  /** The sheet of each mark, from 0, by its id. */
  marks: Record<string, number>;
  /** The sheets on which each note stands, by its id. */
  notes: Record<string, number[]>;
  /** The sheet of each figure that was moved to the page behind its place, by its id. */
  floats: Record<string, number>;
  /** How often the chapter was laid out. */
  layouts: number;
  /** Sheets that did not come out as planned, though tried several times. */
  unsettled: number[];
}

/** Something in a chapter that could not be set as it should be. */
export interface LayoutFault {
  /**
   * `crowded-notes`: more side notes than the margin of a page holds; `too-wide`: hangs over the edge of the text, where it is cut; `too-high`: higher than a page and not to be broken, so cut
   * apart; `tall-row`: a row of a table that takes more than a page; `long-note`: a note on more than two pages; `unsettled`: a
   * page that did not come out as planned.
   */
  kind: 'crowded-notes' | 'too-wide' | 'too-high' | 'tall-row' | 'long-note' | 'unsettled';
  /** What it is: the name of the element, such as `table`. */
  element: string;
  /** Its first words, and how far into the chapter it stands, from 0 to 1: they tell the place in the manuscript. */
  words: string;
  progress: number;
  /** The sheet of the chapter, from 0, where it is known. */
  sheet?: number;
  /** The sheets that a long note takes. */
  sheets?: number;
}
