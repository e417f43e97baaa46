import { fileURLToPath } from 'node:url';
import { toHtml } from 'hast-util-to-html';
import { loadBook } from '../src/book/load.ts';
import { type Typeset, typeset } from '../src/html/typeset.ts';
import { DiagramPress } from '../src/pdf/diagrams/index.ts';
import { loadTemplate } from '../src/template/load.ts';

/** A manuscript under tests/books. */
export function bookFolder(name: string): string {
  return fileURLToPath(new URL(`books/${name}`, import.meta.url));
}

/** Reads a manuscript and typesets it with the report template in its language. */
export async function typesetFolder(folder: string): Promise<Typeset> {
  const manuscript = await loadBook(folder);
  const template = await loadTemplate('report', manuscript.config?.language);
  return typeset(manuscript, template, { drawDiagrams: new DiagramPress(template).draw });
}

/** The body of a chapter as HTML. Throws if the manuscript has an error, and says which. */
export async function chapterHtml(folder: string, file: string): Promise<string> {
  const { book, messages } = await typesetFolder(folder);
  const errors = messages.filter((message) => message.fatal);
  if (errors.length > 0) throw new Error(errors.join('\n'));
  const html = book?.html.find(({ chapter }) => chapter.file.path === file);
  if (!html) throw new Error(`no chapter ${file}`);
  return toHtml(html.body);
}
