import { createHash } from 'node:crypto';
import type { TypesetBook } from '../html/index.ts';
import { cacheKey } from '../report/cache-key.ts';
import type { Template } from '../template/load.ts';
import type { Answer } from './browser/gate.ts';
import { fontFaceCss, type LoadedFace, type SubsetFace, subsetFaces } from './fonts.ts';
import { bookText } from './glyphs.ts';
import { withHalfCells } from './lines/half-cells.ts';
import { ordinaryCharacters } from './ordinary-characters.ts';
import type { Press } from './press/index.ts';
import type { PrintCache } from './print-cache.ts';

/** What a book is printed with. */
export interface PrintShop {
  press: Press;
  cache: PrintCache | undefined;
  fonts: readonly SubsetFace[];
  fontCss: string;
  /** Stands for browser and fonts, in the keys of the cache. */
  environment: string;
}

/** The template's fonts cut down to what this book shows, and to what any book shows (see ordinary-characters.ts). */
export async function subsetForBook(
  faces: readonly LoadedFace[],
  book: TypesetBook,
  template: Template,
  cache?: PrintCache,
): Promise<SubsetFace[]> {
  const shown = [...bookText(book), ...Object.values(template.labels).flat(), template.coverHtml, template.printCss];
  return subsetFaces(faces, [...shown, ordinaryCharacters(book.config.language)], cache);
}

/** What every page of the book may ask for, by path. */
export function answersFor(
  subsets: readonly SubsetFace[],
  book: TypesetBook,
  { page: { grid } }: Template,
): Map<string, Answer> {
  const hasKatakanaDot = bookText(book).some((text) => text.includes('・'));
  const cells = { tracking: grid.tracking / grid.size, hasKatakanaDot };
  const answers = new Map<string, Answer>(
    subsets.map(({ bytes }, i) => [fontAddress(i), { body: withHalfCells(bytes, cells), contentType: 'font/ttf' }]),
  );
  for (const { hash, svg, read, mediaType } of book.pictures.values()) {
    const body = svg ? inLanguage(svg, book.config.language) : read;
    answers.set(`/picture/${hash}`, { body, contentType: mediaType });
  }
  if (book.cover) answers.set(coverAddress, { body: book.cover.read, contentType: book.cover.mediaType });
  return answers;
}

const coverAddress = '/cover';

/** As fontFaceCss names it. */
const fontAddress = (i: number) => `/font/${i}.ttf`;

/** The shop for a book: `browser` says which one prints. */
export function openShop(
  press: Press,
  browser: string,
  subsets: readonly SubsetFace[],
  answers: ReadonlyMap<string, Answer>,
  cache: PrintCache | undefined,
): PrintShop {
  const styles = subsets.map(({ family, weight, style, scale }) => [family, weight, style, scale].join(' '));
  // Which glyphs the fonts give to marks depends on the whole book (see withHalfCells): pages count only with the fonts they saw.
  const served = subsets.map((_, i) => {
    const font = answers.get(fontAddress(i))?.body;
    return createHash('sha256')
      .update(font instanceof Buffer ? font : '')
      .digest('hex');
  });
  return {
    press,
    cache,
    fonts: subsets,
    fontCss: fontFaceCss(subsets),
    environment: cacheKey(browser, ...styles, ...served),
  };
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
