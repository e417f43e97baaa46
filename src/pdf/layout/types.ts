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
  /** Notes whose marks stand in this note. */
  nested: string[];
}

/** A chapter set in one endless column as wide as the page's text. */
export interface Measured {
  items: Item[];
  marks: Mark[];
  notes: MeasuredNote[];
  /** The height of the rule over the notes, with the space above and below. */
  separator: number;
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
  /** How many sheets it takes: more than one only for what is higher than a page. */
  sheets: number;
  notes: NotePiece[];
  /** The height of its notes with their rule. */
  notesHeight: number;
}
