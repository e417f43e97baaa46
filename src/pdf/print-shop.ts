import { coverAddress } from '../html/cover.ts';
import type { TypesetBook } from '../html/index.ts';
import { cacheKey } from '../report/cache-key.ts';
import type { Template } from '../template/load.ts';
import type { Compilers } from './assemble/compilers.ts';
import type { Answer } from './browser/gate.ts';
import { fontFaceCss, type LoadedFace, type SubsetFace, subsetFaces } from './fonts.ts';
import { bookText } from './glyphs.ts';
import { type Cells, withHalfCells } from './lines/half-cells.ts';
import { ordinaryCharacters } from './ordinary-characters.ts';
import type { Press } from './press/index.ts';
import type { PrintCache } from './print-cache.ts';

/** What a book is printed with. */
export interface PrintShop {
  press: Press;
  /** Threads that compile. */
  compilers: Compilers;
  cache: PrintCache | undefined;
  fonts: readonly SubsetFace[];
  fontCss: string;
  /** Stands for browser and fonts, in the keys of the cache. */
  environment: string;
}

/** The fonts that the pages of a book are set in. */
export interface BookFonts {
  faces: SubsetFace[];
  /** The characters that the book shows, and those that any book shows. */
  characters: ReadonlySet<string>;
  cells: Cells;
  /** Stands for what pages see of them. Which glyphs marks have hangs on the whole book (see withHalfCells). */
  key: string;
}

/** The template's fonts cut down to what this book shows, and to what any book shows (see ordinary-characters.ts). */
export async function fontsForBook(
  loaded: readonly LoadedFace[],
  book: TypesetBook,
  template: Template,
  cache?: PrintCache,
): Promise<BookFonts> {
  const { grid } = template.page;
  const shown = [...bookText(book), ...Object.values(template.labels).flat(), template.coverHtml, template.printCss];
  const characters = new Set([...shown, ordinaryCharacters(book.config.language)].join(''));
  const faces = subsetFaces(loaded, characters, cache);
  const hasKatakanaDot = shown.some((text) => text.includes('・'));
  const cells = { tracking: grid.tracking / grid.size, hasKatakanaDot };
  const styles = faces.map(({ key, family, weight, style, scale }) => [key, family, weight, style, scale].join(' '));
  return { faces, characters, cells, key: cacheKey('fonts', ...styles, JSON.stringify([cells, template.generic])) };
}

/** Whether a book that says this too would have the same fonts. */
export function covers({ characters, cells }: BookFonts, texts: readonly string[]): boolean {
  return texts.every(
    (text) =>
      [...text].every((character) => characters.has(character)) && (cells.hasKatakanaDot || !text.includes('・')),
  );
}

/** What every page of the book may ask for, by path. */
export function answersFor({ faces, cells }: BookFonts, book: TypesetBook): Map<string, Answer> {
  const answers = new Map<string, Answer>(
    faces.map(({ bytes }, i) => {
      let served: Promise<Buffer> | undefined;
      const body = () => {
        served ??= bytes().then((font) => withHalfCells(font, cells));
        return served;
      };
      return [`/font/${i}.ttf`, { body, contentType: 'font/ttf' }];
    }),
  );
  for (const { hash, svg, read, mediaType } of book.pictures.values()) {
    const body = svg ? inLanguage(svg, book.config.language) : read;
    answers.set(`/picture/${hash}`, { body, contentType: mediaType });
  }
  if (book.cover) answers.set(coverAddress(book.cover), { body: book.cover.read, contentType: book.cover.mediaType });
  return answers;
}

/** The shop for a book: `browser` says which one prints. */
export function openShop(
  { press, compilers, cache }: Pick<PrintShop, 'press' | 'compilers' | 'cache'>,
  browser: string,
  { faces, key }: BookFonts,
): PrintShop {
  return { press, compilers, cache, fonts: faces, fontCss: fontFaceCss(faces), environment: cacheKey(browser, key) };
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
