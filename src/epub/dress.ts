import type { Element, Root } from 'hast';
import type { TypesetBook } from '../html/index.ts';
import { type KanbenMessage, say } from '../report/message.ts';
import type { Template } from '../template/load.ts';
import { visitParents } from '../tree/visit.ts';
import { addCharacters, type CharacterSets, collectCharacters } from './characters.ts';
import type { Piece } from './draft.ts';
import { findRare, packFonts } from './fonts.ts';
import { type DrawnFormula, drawFormulas, placeFormulas } from './formulas.ts';
import type { EpubOptions } from './index.ts';
import { isRare, markRare } from './rare.ts';
import { keepTogether } from './together.ts';

/** What goes along with the dressed text. */
export interface Dress {
  fonts: { file: string; bytes: Buffer }[];
  /** Before the template's style sheet: the fonts. */
  css: string;
  /** Behind it: where they are used. */
  rules: string;
  /** Pictures of formulas. */
  pictures: DrawnFormula[];
  /** Characters that a font of ours carries; `.rare` in the text. */
  rare: ReadonlySet<string>;
  messages: KanbenMessage[];
}

/** Changes the pieces for the eye, not the text: formulas, rare characters, what may not begin a line. */
export async function dressPieces(
  pieces: readonly Piece[],
  book: TypesetBook,
  template: Template,
  { faces = [], browser, cache, kept }: EpubOptions,
): Promise<Dress> {
  const { config } = book;
  const trees = pieces.flatMap(({ blocks, notes }) => [...blocks, ...notes]);
  const messages: KanbenMessage[] = [];
  let pictures: DrawnFormula[] = [];
  if (config.epub.math !== 'mathml' && browser) {
    const drawn = await drawFormulas(trees, browser, faces, kept);
    for (const tree of trees) placeFormulas(tree, drawn, config.epub.math);
    pictures = [...drawn.values()];
  }
  const sets: CharacterSets = new Map();
  for (const tree of trees) collectCharacters(tree, sets);
  const own = JSON.stringify([config, template.labels, book.contents.map(({ label, text }) => [label, text])]);
  for (const key of ['serif regular', 'serif bold', 'sans-serif bold'] as const) addCharacters(own, key, sets);
  const { carried, missing } = findRare(sets.get('serif regular') ?? [], faces);
  const rare = new Set([...carried.values()].flatMap((characters) => [...characters]));
  for (const tree of trees) {
    keepTogether(tree);
    markRare(tree, rare);
  }
  if (faces.length > 0) messages.push(...reportMissing(book, missing));
  const { fonts, css, rules } = await packFonts(config.epub.fonts, sets, carried, faces, template.generic, cache);
  return { fonts, css, rules, pictures, rare, messages };
}

/** A warning for each character that readers' fonts lack and ours too, at its first place. */
function reportMissing(book: TypesetBook, missing: readonly string[]): KanbenMessage[] {
  const left = new Set(missing);
  const messages: KanbenMessage[] = [];
  for (const { chapter, title, body, notes } of left.size > 0 ? book.html : []) {
    const children = [...title, ...body, ...notes.flatMap(({ content }) => content)] as Element[];
    visitParents({ type: 'root', children } as Root, 'text', ({ value, position }, ancestors) => {
      for (const character of value) {
        if (!isRare(character) || !left.delete(character)) continue;
        const place = position ?? ancestors.findLast((each) => each.position)?.position;
        const code = `U+${character.codePointAt(0)?.toString(16).toUpperCase()}`;
        const zh = `“${character}”（${code}）很少见，多数阅读器的字体里没有，模板的字体里也没有，会显示成空框。请换一个字，或在模板里加一种有它的字体。`;
        const en = `"${character}" (${code}) is rare: readers' fonts lack it, and so do the template's; it will show as an empty box. Use another, or add a font to the template.`;
        messages.push(say(chapter.file, 'epub:missing-glyph', { zh, en }, { place, actual: character }));
      }
    });
  }
  return messages;
}
