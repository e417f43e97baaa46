import { forOutput } from '../../../src/html/for-output.ts';
import type { TypesetBook } from '../../../src/html/index.ts';
import { compilePart } from '../../../src/pdf/assemble/compile.ts';
import { compileFurniture } from '../../../src/pdf/assemble/compile-furniture.ts';
import { assemble, type FinishedPdf, type PlacedPart } from '../../../src/pdf/assemble/index.ts';
import { openBrowser } from '../../../src/pdf/browser/launch.ts';
import { composeFurniture } from '../../../src/pdf/compose/furniture.ts';
import type { PrintHtml } from '../../../src/pdf/compose/index.ts';
import { fontFaceCss, loadFaces } from '../../../src/pdf/fonts.ts';
import { furnish } from '../../../src/pdf/furnish.ts';
import { ordinaryCharacters } from '../../../src/pdf/ordinary-characters.ts';
import { fontsForBook } from '../../../src/pdf/page-fonts.ts';
import type { PageInfo, Part } from '../../../src/pdf/pages.ts';
import { place } from '../../../src/pdf/place.ts';
import { Press } from '../../../src/pdf/press/index.ts';
import { answersFor } from '../../../src/pdf/print-shop.ts';
import { loadTemplate, type Template } from '../../../src/template/load.ts';
import { bookFolder, typesetFolder } from '../../typeset-folder.ts';
import { plainFacts } from '../audit/plain-facts.ts';

/** A book that can be printed in any way. */
export interface Workshop {
  book: TypesetBook;
  template: Template;
  fontCss: string;
  /** Prints a document as Chromium gives it. */
  print: (html: PrintHtml, tagged?: boolean) => Promise<Uint8Array>;
  close: () => Promise<void>;
}

/** Opens a browser with the fonts and pictures of a manuscript under tests/books, and `more` characters. */
export async function openWorkshop(name: string, more = ''): Promise<Workshop> {
  const { book: whole, messages } = await typesetFolder(bookFolder(name));
  if (!whole) throw new Error(messages.join('\n'));
  const template = await loadTemplate('report', whole.config.language);
  const widened = { ...whole, config: { ...whole.config, description: `${whole.config.description ?? ''}${more}` } };
  const { generic } = template;
  const ordinary = ordinaryCharacters(whole.config.language);
  const fonts = fontsForBook(await loadFaces(template), widened, template, {}, [ordinary]);
  const press = new Press(() => openBrowser({ faces: fonts.faces, generic }), answersFor(fonts, whole));
  const fontCss = fontFaceCss(fonts.faces);
  const title = { zh: '试印', en: 'A proof' };
  const print = async (html: PrintHtml, tagged = true) => (await press.print({ name: title, html, tagged })).bytes;
  return { book: forOutput(whole, 'pdf'), template, fontCss, print, close: () => press.close() };
}

export const stamp = { producer: 'kanben', modified: new Date(0), attachments: [] } as const;

/** Puts compiled parts together with heads and folios, as a build does. */
export async function assembleParts(
  { book, template, fontCss, print }: Workshop,
  parts: PlacedPart[],
): Promise<FinishedPdf & { pages: PageInfo[] }> {
  const { pages: numbered } = place(
    parts.map(({ part }) => part),
    parts.map(({ compiled }) => compiled),
    template.furniture,
  );
  const laid = parts.map(({ part, compiled }) => ({ part, laid: compiled }));
  const pages = furnish(numbered, laid, { title: book.config.title, chapters: book.chapters }, template.furniture);
  const html = composeFurniture(pages, book, template, fontCss);
  const furniture = await compileFurniture(await print(html, false));
  const sheets = pages.map((page, form) => (page.head || page.folio ? { furniture, form } : undefined));
  const options = { ...stamp, claims: ['a-2a', 'ua-1'] } as const;
  return { pages, ...(await assemble(parts, sheets, pages, book, template, options)) };
}

/** Compiles a part of which nothing is known but that it is there. */
export async function compilePlain(part: Part, bytes: Uint8Array, language = 'zh-Hans'): Promise<PlacedPart> {
  return { part, compiled: await compilePart(bytes, plainFacts(part.id, language)) };
}
