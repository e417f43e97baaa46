import { PDFDocument } from '@cantoo/pdf-lib';
import { forOutput } from '../html/for-output.ts';
import type { TypesetBook } from '../html/index.ts';
import { auditFacts, sourceOf } from '../pdf/audit/book-facts.ts';
import type { Layout } from '../pdf/audit/checks/check.ts';
import type { SourceText } from '../pdf/audit/facts.ts';
import { readLayout } from '../pdf/audit/part.ts';
import type { SubsetFace } from '../pdf/fonts.ts';
import type { PageInfo } from '../pdf/pages.ts';
import type { Template } from '../template/load.ts';

/** What stands on the pages of a PDF, and the texts that it was made from. */
export interface BookLayout extends Layout {
  /** The chapters in the order of the book, by the id that their first page has as a named destination. */
  chapters: readonly { id: string; source: SourceText }[];
}

/** Reads the pages of a PDF as the audit does. @throws Error if it cannot be read. */
export async function readBookLayout(
  pdf: Uint8Array,
  book: TypesetBook,
  template: Template,
  fonts: readonly SubsetFace[],
  pages: readonly PageInfo[],
): Promise<BookLayout> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false, throwOnInvalidObject: true });
  const layout = readLayout(document, { ...auditFacts(book, template, fonts), notes: [] }, pages);
  const chapters = forOutput(book, 'pdf')
    .html.filter(({ chapter }) => chapter.kind === 'chapter')
    .map((html) => ({ id: html.chapter.id, source: sourceOf(html) }));
  return { ...layout, chapters };
}
