import type { PageInfo } from '../pdf/pages.ts';
import type { Bilingual, KanbenMessage } from '../report/message.ts';
import type { PageGeometry } from '../template/grid.ts';
import type { BookLayout } from './book-layout.ts';

/** What the preview asks of a build. */
export interface BuildRequest {
  /** What changed since the last build, as paths in the manuscript; empty for the first. */
  changed: ReadonlySet<string>;
  /** The page that is looked at: a part, and the index of its page in it, from 0. */
  near?: { part: string; page: number } | undefined;
  signal: AbortSignal;
}

/**
 * The one seam between preview and build. A build gives its results as they come: perhaps a few pages of one part first, to be
 * shown at once, then all of that part, then the whole book, then its EPUB. It ends early when it is aborted or the manuscript has errors.
 */
export interface PageSource {
  build(request: BuildRequest): AsyncIterable<BuildResult>;
  /** Ends what is kept between builds, such as a browser. */
  close(): Promise<void>;
}

export type BuildResult = BuiltGlimpse | BuiltPart | BuiltBook | BuiltEpub | Refused;

/** A few pages of a part, whose others are as they were. */
export interface BuiltGlimpse {
  kind: 'glimpse';
  /** Id of the part. */
  part: string;
  pdf: Uint8Array;
  /** Index in the part, from 0, of the first of them. */
  first: number;
  count: number;
}

/** The pages of one part (cover, contents, a chapter) before the others have settled: folios and numbers may still change. */
export interface BuiltPart {
  kind: 'part';
  /** Id of the part. */
  part: string;
  pdf: Uint8Array;
  pages: readonly PageInfo[];
  layout: BookLayout;
  /** Stands for its pictures, as in the whole book. */
  pictures: string;
}

export interface BuiltBook {
  kind: 'book';
  id: string;
  title: string;
  language: string;
  pdf: Uint8Array;
  pages: readonly PageInfo[];
  layout: BookLayout;
  contents: readonly ContentsLine[];
  page: PageGeometry;
  /** What a printer's file has beyond the trim edge, in mm; undefined if none is made. */
  bleed: number | undefined;
  /** Stands for the pictures of each part, by its id: pages whose text stayed may show others now. */
  pictures: ReadonlyMap<string, string>;
  messages: readonly KanbenMessage[];
}

/** An entry of the contents; `id` is a named destination of the PDF. */
export interface ContentsLine {
  id: string;
  label: string;
  text: string;
  children: readonly ContentsLine[];
}

export interface BuiltEpub {
  kind: 'epub';
  bytes: Uint8Array;
  messages: readonly KanbenMessage[];
}

/** No pages: the manuscript has errors, or an engine failed. */
export interface Refused {
  kind: 'refused';
  reason: Bilingual;
  messages: readonly KanbenMessage[];
}
