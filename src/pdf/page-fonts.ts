import type { TypesetBook } from '../html/index.ts';
import { cacheKey } from '../report/cache-key.ts';
import type { Template } from '../template/load.ts';
import { type FontCutter, keptFont, type LoadedFace, type SubsetFace, subsetFaces } from './fonts.ts';
import { bookText } from './glyphs.ts';
import { type Cells, withHalfCells } from './lines/half-cells.ts';

/** A font as pages are set in it. */
export interface PageFace extends SubsetFace {
  /** The name by which the browser finds it among the fonts of its machine (see browser/fontconfig.ts). */
  local: string;
  /** The font file with half cells (see withHalfCells); `cut` is what `bytes` gave, if that is at hand. */
  pageBytes(cut?: Buffer): Promise<Buffer>;
}

/** The fonts that the pages of a book are set in. */
export interface BookFonts {
  faces: PageFace[];
  /** The characters that the book shows or is likely to. */
  characters: ReadonlySet<string>;
  cells: Cells;
  /** Stands for what pages see of them. Which glyphs marks have hangs on the whole book (see withHalfCells). */
  key: string;
}

/** What fonts are cut for. */
export type FontsFor = Pick<Template, 'page' | 'labels' | 'coverHtml' | 'printCss' | 'generic'>;

/** The template's fonts cut down to what a book shows, and to what it is `likely` to (see likely-text.ts). */
export function fontsForBook(
  loaded: readonly LoadedFace[],
  book: TypesetBook,
  template: Template,
  cutter?: FontCutter,
  likely: Iterable<string> = [],
): BookFonts {
  return fontsForTexts(loaded, [...likely, ...bookText(book)], template, cutter);
}

/** The same for some texts. */
export function fontsForTexts(
  loaded: readonly LoadedFace[],
  texts: Iterable<string>,
  { page: { grid }, labels, coverHtml, printCss, generic }: FontsFor,
  cutter?: FontCutter,
): BookFonts {
  const characters = new Set<string>();
  for (const text of [...texts, ...Object.values(labels).flat(), coverHtml, printCss])
    for (const character of text) characters.add(character);
  const cells = { tracking: grid.tracking / grid.size, hasKatakanaDot: characters.has('・') };
  const faces = subsetFaces(loaded, characters, cutter).map((face) => {
    const key = cacheKey('page font', face.key, JSON.stringify(cells));
    const make = async (cut?: Buffer) => withHalfCells(cut ?? (await face.bytes()), cells);
    return {
      ...face,
      local: `kanben ${key.slice(0, 16)}`,
      pageBytes: (cut?: Buffer) => keptFont(key, () => make(cut), cutter?.cache),
    };
  });
  const styles = faces.map(({ key, family, weight, style, scale }) => [key, family, weight, style, scale].join(' '));
  return { faces, characters, cells, key: cacheKey('fonts', ...styles, JSON.stringify([cells, generic])) };
}

/** Whether a book that says this too would have the same fonts. */
export function covers({ characters, cells }: BookFonts, texts: readonly string[]): boolean {
  return texts.every(
    (text) =>
      [...text].every((character) => characters.has(character)) && (cells.hasKatakanaDot || !text.includes('・')),
  );
}
