import { forOutput } from '../../src/html/for-output.ts';
import type { TypesetBook } from '../../src/html/index.ts';
import { openBrowser } from '../../src/pdf/browser/launch.ts';
import { composePart, type Known } from '../../src/pdf/compose/index.ts';
import { loadFaces } from '../../src/pdf/fonts.ts';
import { listParts, type Part } from '../../src/pdf/pages.ts';
import { Press } from '../../src/pdf/press/index.ts';
import { answersFor, openShop, subsetForBook } from '../../src/pdf/print-shop.ts';
import { loadTemplate, type Template } from '../../src/template/load.ts';
import { bookFolder, typesetFolder } from '../typeset-folder.ts';

/** A book whose parts were printed one by one, with nothing kept from other runs. */
export interface PrintedParts {
  /** The book as the PDF has it. */
  book: TypesetBook;
  template: Template;
  parts: { part: Part; bytes: Uint8Array }[];
}

const unknown: Known = { folio: () => undefined, continued: new Set() };

/** Prints each part of a manuscript (a name under tests/books, or a folder) as Chromium gives it, no page number known. */
export async function printParts(name: string, known: Known = unknown): Promise<PrintedParts> {
  const { book: whole, messages } = await typesetFolder(name.includes('/') ? name : bookFolder(name));
  if (!whole) throw new Error(messages.join('\n'));
  const template = await loadTemplate('report', whole.config.language);
  const subsets = await subsetForBook(await loadFaces(template), whole, template);
  const press = new Press(
    () => openBrowser({ faces: subsets, generic: template.generic }),
    answersFor(subsets, whole, template),
  );
  try {
    const { fontCss } = openShop(press, '', subsets, undefined);
    const book = forOutput(whole, 'pdf');
    const parts = listParts(book, template).map(async (part) => {
      const html = composePart(part, book, template, fontCss, known);
      const { bytes } = await press.print({ name: { zh: part.id, en: part.id }, html, tagged: true });
      return { part, bytes };
    });
    return { book, template, parts: await Promise.all(parts) };
  } finally {
    await press.close();
  }
}
