import type { ElementContent } from 'hast';
import type { Node } from 'unist';
import { VFile } from 'vfile';
import { forOutput } from '../html/for-output.ts';
import { imprintLines } from '../html/imprint.ts';
import type { TypesetBook } from '../html/index.ts';
import { drawnText } from '../html/picture-text.ts';
import { type KanbenMessage, say } from '../report/message.ts';
import type { LoadedFace } from './fonts.ts';

/** All text that the book shows, for the fonts' subsets. */
export function bookText(book: TypesetBook): string[] {
  const texts: string[] = [browserMarks, JSON.stringify(book.config), ...imprintLines(book.config).flat()];
  for (const picture of book.pictures.values()) texts.push(...drawnText(picture));
  if (book.html.some(({ shown }) => shown.math)) texts.push(mathLetters);
  if (book.html.some(({ notes }) => notes.length > 0)) texts.push(circledNumbers);
  for (const { chapter, shown } of book.html) texts.push(chapter.label, chapter.titleText, shown.characters);
  return texts;
}

/**
 * What the browser sets of its own accord: emphasis marks (CSS Text Decoration 4 § 3.1), hyphens, quotation marks, bullets;
 * and the dash that we set between folios.
 */
export const browserMarks = '•◦●○◉◎▲△﹅﹆‐–“”‘’…▪';

/** ① to ㊿: numbers of notes that are given to them when the pages are known. */
export const circledNumbers = [...range(0x2460, 0x2473), ...range(0x3251, 0x325f), ...range(0x32b1, 0x32bf)].join('');

/** A single letter in MathML is set with the character of the mathematical alphabets (U+1D400 ff., U+2100 ff.) for it. */
export const mathLetters = [...range(0x1d400, 0x1d7ff), ...range(0x2100, 0x214f)].join('');

function* range(first: number, last: number): Generator<string> {
  for (let code = first; code <= last; code++) yield String.fromCodePoint(code);
}

/** An error for each character that no font of the template has: code point, file and line of its first use. */
export function checkGlyphs(book: TypesetBook, faces: readonly LoadedFace[]): KanbenMessage[] {
  const seen = new Set<string>();
  const messages: KanbenMessage[] = [];
  const lacks = (character: string) => {
    const code = character.codePointAt(0) ?? 0;
    return !invisible.test(character) && !faces.some((face) => face.coverage.has(code));
  };
  const check = (value: string, file: VFile, place: Node | undefined) => {
    for (const character of value) {
      if (seen.has(character) || !lacks(character)) continue;
      seen.add(character);
      messages.push(missing(character, file, place));
    }
  };
  for (const { chapter, title, body, notes, shown } of forOutput(book, 'pdf').html) {
    if (![...shown.characters].some(lacks)) continue;
    collect([...title, ...body, ...notes.flatMap((note) => note.content)], (value, place) =>
      check(value, chapter.file, place),
    );
  }
  for (const picture of book.pictures.values()) {
    for (const value of drawnText(picture)) check(value, new VFile({ path: picture.path }), undefined);
  }
  return messages;
}

function missing(character: string, file: VFile, place: Node | undefined): KanbenMessage {
  const name = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  const zh = `字体里没有“${character}”（${name}），印出来会是空框。请换一个字，或在模板里加一种有它的字体。`;
  const en = `No font has "${character}" (${name}); it would print as an empty box. Use another character, or add a font to the template.`;
  return say(file, 'print:missing-glyph', { zh, en }, { place, severity: 'error', actual: character });
}

/** Characters without a picture of their own: controls, joiners, variation selectors, spaces. */
const invisible = /\p{Cc}|\p{Cf}|\p{Z}|\p{Variation_Selector}/u;

/** Each text, and the innermost of its elements that has a place in the source. */
function collect(
  content: readonly ElementContent[],
  take: (text: string, place: Node | undefined) => void,
  around?: Node,
): void {
  for (const node of content) {
    const place = node.position ? node : around;
    if (node.type === 'text') take(node.value, place);
    else if (node.type === 'element') collect(node.children, take, place);
  }
}
