import type { VFile } from 'vfile';
import type { LineOptions } from '../../template/lines.ts';
import type { PageInfo } from '../pages.ts';
import type { Writing } from './read/place.ts';

/** The type area (版心) of a page, in pt from its upper left corner. */
export interface Frame {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** What a page is, as far as the audit minds. */
export type SheetInfo = Pick<PageInfo, 'kind' | 'side'>;

/** Text of a chapter with the places in the source that it comes from, in order. */
export interface SourceText {
  file: VFile;
  pieces: readonly { text: string; line: number }[];
}

/** What the audit is told of a part beside its PDF. Plain data. */
export interface AuditFacts {
  language: string;
  writing: Writing;
  /** The type area of pages of either side; without it nothing is said of edges and depths. */
  frames?: Readonly<Record<PageInfo['side'], Frame>>;
  /**
   * The grid that lines of running text keep to, in pt: type size, from one line to the next, and the middle of the first line
   * on either side (from the top of the page; in vertical text minus its distance from the left edge).
   */
  grid?: { size: number; leading: number; first: Readonly<Record<PageInfo['side'], number>> };
  /** Names of the fonts that the template has, as the PDF calls them; empty if they are not known. */
  fonts: readonly string[];
  /** Ids of the notes and of the marks that call them. Only for notes at the foot of the page. */
  notes: readonly { id: string; mark: string }[];
  /** How lines were to be set: what may stand at their edges, and whether marks may hang over their ends. */
  lines: Pick<LineOptions, 'edges' | 'hanging'>;
}
