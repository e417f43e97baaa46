import type { Area } from '../pdf/audit/area.ts';
import type { PrintedLine } from '../pdf/audit/printed-text.ts';
import type { Bilingual, Severity } from '../report/message.ts';

/** What server and client say to each other. Lengths in pt from the upper left corner of a page; pages by index from 0. */

/** Sent with every change of the preview. */
export interface PreviewState {
  /** Rises with everything that is shown anew. */
  revision: number;
  building: boolean;
  /** The PDF of the last good build; undefined before there is one. */
  book: number | undefined;
  /** A part that is newer than the book. */
  part: number | undefined;
  epub: number | undefined;
  problems: Problem[];
  /** Why the newest text has no pages. */
  failure: Bilingual | undefined;
  /** Whether a fix can be taken back, and of which file. */
  undo: string | undefined;
  /** Where the last change was made. */
  change: SourcePlace | undefined;
}

export interface SourcePlace {
  file: string;
  line: number;
}

export interface Problem {
  file: string;
  line?: number;
  column?: number;
  severity: Severity;
  rule: string;
  texts: Bilingual;
  note?: string;
  actual?: string;
  /** What may stand in its place; without it the author has to decide. */
  replacement?: string;
  page?: number;
}

/** Everything of a book but the PDF itself. */
export interface BookView {
  revision: number;
  id: string;
  title: string;
  language: string;
  pages: PageView[];
  contents: ContentsView[];
  geometry: Geometry;
}

export interface PageView {
  label: string;
  folio: string;
  kind: string;
  side: 'recto' | 'verso';
  /** The part that it belongs to, and which of its pages it is, from 0. */
  part: string;
  nth: number;
  /** The same for pages that look the same. */
  digest: string;
  /** The same for pages with the same text, though their folio, head or side may be others. */
  body: string;
}

export interface ContentsView {
  text: string;
  page: number;
  children: ContentsView[];
}

export interface Geometry {
  width: number;
  height: number;
  binding: 'left' | 'right';
  direction: 'horizontal' | 'vertical';
  frames: Record<'recto' | 'verso', Area>;
  /** Type size, line distance and what is added to each character; lines a column. */
  grid: { size: number; leading: number; tracking: number; lines: number; columns: number; gap: number };
  bleed: number | undefined;
}

export type { Area };

/** Pages of one part. */
export interface PartView {
  revision: number;
  part: string;
  pages: PartPage[];
  /** Whether only some of them are new, and all will soon be. */
  glimpse?: boolean;
}

export interface PartPage extends PageView {
  /** The PDF that it is in, and where, if not at its own place in that of the part. */
  found?: { revision: number; index: number };
}

/** A block of text on a page, as its tags and glyphs have it. */
export interface BlockView {
  role: string;
  lines: LineView[];
}

export interface LineView extends Omit<PrintedLine, 'block'> {
  place?: SourcePlace;
}

export interface SearchHit {
  page: number;
  area: Area;
  before: string;
  text: string;
  after: string;
}

/** Where a place of the Markdown is printed. */
export interface PrintedPlace {
  page: number;
  /** The part that `page` is counted in, from 0; without it in the book. */
  part?: string;
  area: Area;
}

/** An edition that pages can be compared with. */
export interface EarlierEdition {
  /** Its address below `earlier/`. */
  name: string;
  texts: Bilingual;
}

/** What the client is told when it starts. */
export interface Settings {
  language: 'zh' | 'en';
  /** Absolute path of the manuscript; '' if no editor is to be opened. */
  folder: string;
  /** Address that opens an editor, with {file} and {line}. */
  editor: string;
}
