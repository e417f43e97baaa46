import { coverAddress } from '../html/cover.ts';
import type { TypesetBook } from '../html/index.ts';
import { cacheKey } from '../report/cache-key.ts';
import type { Answer } from './browser/gate.ts';
import { fontFaceCss, type SubsetFace } from './fonts.ts';
import type { BookFonts } from './page-fonts.ts';
import type { Press } from './press/index.ts';
import type { PrintCache } from './print-cache.ts';
import type { Threads } from './threads.ts';

/** What a book is printed with. */
export interface PrintShop {
  press: Press;
  threads: Threads;
  cache: PrintCache | undefined;
  fonts: readonly SubsetFace[];
  fontCss: string;
  /** Stands for browser and fonts, in the keys of the cache. */
  environment: string;
}

/** Where the browser does not find the fonts of the pages on its machine, as it knows no fontconfig, it asks for them. */
export function fontAnswers({ faces }: BookFonts): Map<string, Answer> {
  return new Map(
    faces.map(({ pageBytes }, i) => {
      let served: Promise<Buffer> | undefined;
      const body = () => {
        served ??= pageBytes();
        return served;
      };
      return [`/font/${i}.ttf`, { body, contentType: 'font/ttf' }];
    }),
  );
}

/** What every page of the book may ask for, by path. */
export function answersFor(fonts: BookFonts, book: TypesetBook): Map<string, Answer> {
  const answers = fontAnswers(fonts);
  for (const { hash, svg, read, mediaType } of book.pictures.values()) {
    const body = svg ? inLanguage(svg, book.config.language) : read;
    answers.set(`/picture/${hash}`, { body, contentType: mediaType });
  }
  if (book.cover) answers.set(coverAddress(book.cover), { body: book.cover.read, contentType: book.cover.mediaType });
  return answers;
}

/** The shop for a book: `browser` says which one prints. */
export function openShop(
  { press, threads, cache }: Pick<PrintShop, 'press' | 'threads' | 'cache'>,
  browser: string,
  { faces, key }: BookFonts,
): PrintShop {
  return { press, threads, cache, fonts: faces, fontCss: fontFaceCss(faces), environment: cacheKey(browser, key) };
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
