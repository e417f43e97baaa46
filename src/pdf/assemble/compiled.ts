import { Failure } from '../../report/failure.ts';
import type { PartAudit } from '../audit/part.ts';
import type { Finding } from '../finish/verify/finding.ts';
import type { FontSubset } from './font-subset.ts';
import type { CompiledPage } from './pages.ts';
import type { WrittenObjects } from './relocatable.ts';

/** Pages that are ready to be put at any place of a book: plain data that can be kept. Texts are relocatable (see relocatable.ts). */
export interface CompiledPages extends WrittenObjects {
  /** Number of pages. */
  count: number;
  /** Index of the page, from 0 in the part, on which each id stands. */
  destinations: Map<string, number>;
  /** The same as PDF destinations, with the height on the page. */
  places: Map<string, string>;
  pages: CompiledPage[];
  fonts: FontSubset[];
  /** The tags right under that of the document. */
  tags: string[];
  /** What the part's content and links belong to, row by row of the table from content to tags. */
  rows: string[];
  /** Tags that others name, by their id as a PDF string. */
  ids: [id: string, tag: string][];
  /** Structure types that are none of the standard, and the standard type that they mean. */
  roles: [role: string, standard: string][];
  /** What keeps the part from being PDF/A or PDF/UA; pages from 1 in the part, objects relocatable. */
  findings: Finding[];
}

/** One part of a book, its tags mended and checked. */
export interface CompiledPart extends CompiledPages {
  /** How its pages are set. */
  audit: PartAudit;
}

/** Key of the tag of the whole book, which holds the tags of the parts. */
export const documentTag = 'document';

/** The message for a print that cannot go into a book. */
export function refused(part: string, error: Error): Failure {
  if (error instanceof Failure) return error;
  return new Failure(
    3,
    {
      zh: `“${part}”这一部分的 PDF 不能装入书中：${error.message}。请换回自带的浏览器再试，或报告这个问题。`,
      en: `The PDF of the part "${part}" cannot go into the book: ${error.message}. Try the bundled browser, or report this.`,
    },
    { cause: error },
  );
}
