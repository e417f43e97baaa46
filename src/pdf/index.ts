import type { Browser } from 'puppeteer';
import { noteSettings } from '../document/note-settings.ts';
import { coverHtml } from '../html/cover.ts';
import { forOutput } from '../html/for-output.ts';
import type { TypesetBook } from '../html/index.ts';
import type { Progress } from '../report/progress.ts';
import type { Template } from '../template/load.ts';
import type { Answer } from './browser/gate.ts';
import { composeFurniture } from './compose/furniture.ts';
import { composeParts, documentOf } from './compose/index.ts';
import { listTables } from './continued.ts';
import { type FinishOptions, finishPdf } from './finish/index.ts';
import type { Finding } from './finish/verify/finding.ts';
import { fontFaceCss, type LoadedFace, subsetFaces } from './fonts.ts';
import { bookText } from './glyphs.ts';
import { layOut } from './layout/index.ts';
import { listParts, type PageInfo } from './pages.ts';
import { drawHtml, printHtml } from './print.ts';
import { settle } from './settle-whole.ts';

export interface PrintedBook {
  bytes: Uint8Array;
  pages: PageInfo[];
  /** Printed page number by id: the page map. */
  folios: ReadonlyMap<string, string>;
  rounds: number;
  refused: string[];
  /** Ids of the turned figures that do not fit their page. */
  overfull: string[];
  /** What keeps the file from the standards of book.yaml. */
  findings: Finding[];
}

/** A browser with the book's pictures and fonts at hand. */
export interface Press {
  browser: Browser;
  answers: ReadonlyMap<string, Answer>;
  fontCss: string;
}

/** The template's fonts cut down to what this book shows. */
export async function subsetForBook(faces: LoadedFace[], book: TypesetBook, template: Template): Promise<LoadedFace[]> {
  return subsetFaces(faces, [
    ...bookText(book),
    ...Object.values(template.labels).flat(),
    template.coverHtml,
    template.printCss,
  ]);
}

/** Makes ready what every page of the book may ask for. */
export function setUpPress(browser: Browser, subsets: LoadedFace[], book: TypesetBook): Press {
  const answers = new Map<string, Answer>(
    subsets.map(({ bytes }, i) => [`/font/${i}.ttf`, { body: bytes, contentType: 'font/ttf' }]),
  );
  for (const { hash, bytes, mediaType } of book.pictures.values()) {
    const body = mediaType === 'image/svg+xml' ? inLanguage(bytes, book.config.language) : bytes;
    answers.set(`/picture/${hash}`, { body, contentType: mediaType });
  }
  if (book.cover) answers.set('/cover', { body: book.cover.bytes, contentType: book.cover.mediaType });
  return { browser, answers, fontCss: fontFaceCss(subsets) };
}

/**
 * A drawing that names no language is in the book's. Without it the browser sets its digits as Latin text, in alternate
 * glyphs of the bundled fonts that the PDF could not name; so it would for Hong Kong.
 */
function inLanguage(bytes: Buffer, language: string): string {
  return bytes
    .toString('utf8')
    .replace(/<svg\b(?![^>]*\s(?:xml:)?lang\s*=)/, `<svg xml:lang="${language.replace(/-HK$/, '')}"`);
}

/** compose → print until settled → furniture → finish. */
export async function printBook(
  press: Press,
  whole: TypesetBook,
  template: Template,
  options: FinishOptions & { progress: Progress; signal?: AbortSignal | undefined },
): Promise<PrintedBook> {
  const { browser, answers, fontCss } = press;
  const { progress, signal } = options;
  const book = forOutput(whole, 'pdf');
  const parts = listParts(book, template);
  const settled = await settle(
    ({ folios, blanks, continued }, round) => {
      progress.step('print', round);
      const known = { folio: (id: string) => folios.get(id), continued };
      const whole = documentOf(composeParts(parts, book, template, fontCss, known, blanks));
      const notes = noteSettings(book.config, template);
      return printHtml(browser, whole, answers, { tagged: true, layOut: (page) => layOut(page, notes), signal });
    },
    parts,
    book.config.title,
    listTables(book.html),
  );
  progress.step('furniture', { pages: settled.pages.length });
  const furniture = await printHtml(
    browser,
    composeFurniture(settled.pages, book.config.language, template, fontCss),
    answers,
    {
      tagged: false,
      signal,
    },
  );
  progress.step('finish', { pages: settled.pages.length });
  const { bytes, findings } = await finishPdf(settled, furniture.bytes, book, template, options);
  return {
    bytes,
    findings,
    pages: settled.pages,
    folios: settled.folios,
    rounds: settled.rounds,
    overfull: settled.overfull,
    refused: [...settled.refused, ...furniture.refused],
  };
}

/** CSS px of an A-series page 210 mm wide, and the scale that makes the cover of the EPUB about 1600 px wide. */
const coverWidth = 794;
const coverScale = 2;

/** The cover of the template as a JPEG, for the EPUB. */
export async function drawCover(press: Press, book: TypesetBook, template: Template) {
  const ratio = template.page.height / template.page.width;
  const width = coverWidth;
  const height = Math.round(coverWidth * ratio);
  const html =
    `<!doctype html><html lang="${book.config.language}"><head><meta charset="utf-8"><style>${press.fontCss}\n${template.printCss}</style></head>` +
    `<body><section class="cover">${coverHtml(book.config, template)}</section></body></html>`;
  const bytes = await drawHtml(press.browser, html, press.answers, { width, height, scale: coverScale });
  return {
    bytes,
    mediaType: 'image/jpeg' as const,
    alt: book.config.title,
    width: width * coverScale,
    height: height * coverScale,
  };
}
