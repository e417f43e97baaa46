import type { ElementContent, Root } from 'hast';
import type { Node } from 'unist';
import { visitParents } from 'unist-util-visit-parents';
import { VFile } from 'vfile';
import { imprintLines } from '../html/imprint.ts';
import type { TypesetBook } from '../html/index.ts';
import { drawnText } from '../html/picture-text.ts';
import { type KanbenMessage, say } from '../report/message.ts';
import type { LoadedFace } from './fonts.ts';

/** All text that the book shows, for the fonts' subsets. */
export function bookText(book: TypesetBook): string[] {
  const texts: string[] = [JSON.stringify(book.config), ...imprintLines(book.config).flat()];
  for (const picture of book.pictures.values()) texts.push(...drawnText(picture));
  for (const { chapter, title, body, notes } of book.html) {
    texts.push(chapter.label, chapter.titleText);
    collect([...title, ...body, ...notes.flatMap((note) => note.content)], (value) => texts.push(value));
  }
  return texts;
}

/** An error for each character that no font of the template has: code point, file and line of its first use. */
export function checkGlyphs(book: TypesetBook, faces: LoadedFace[]): KanbenMessage[] {
  const seen = new Set<string>();
  const messages: KanbenMessage[] = [];
  const check = (value: string, file: VFile, place: Node | undefined) => {
    for (const character of value) {
      const code = character.codePointAt(0) ?? 0;
      if (seen.has(character) || invisible.test(character) || faces.some((face) => face.coverage.has(code))) continue;
      seen.add(character);
      messages.push(missing(character, code, file, place));
    }
  };
  for (const { chapter, title, body, notes } of book.html) {
    collect([...title, ...body, ...notes.flatMap((note) => note.content)], (value, place) =>
      check(value, chapter.file, place),
    );
  }
  for (const picture of book.pictures.values()) {
    for (const value of drawnText(picture)) check(value, new VFile({ path: picture.path }), undefined);
  }
  return messages;
}

function missing(character: string, code: number, file: VFile, place: Node | undefined): KanbenMessage {
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const zh = `字体里没有“${character}”（${name}），印出来会是空框。请换一个字，或在模板里加一种有它的字体。`;
  const en = `No font has "${character}" (${name}); it would print as an empty box. Use another character, or add a font to the template.`;
  return say(file, 'print:missing-glyph', { zh, en }, { place, severity: 'error', actual: character });
}

/** Characters without a picture of their own: controls, joiners, variation selectors, spaces. */
const invisible = /\p{Cc}|\p{Cf}|\p{Z}|\p{Variation_Selector}/u;

function collect(content: ElementContent[], take: (text: string, place: Node | undefined) => void): void {
  const root: Root = { type: 'root', children: content };
  visitParents(root, 'text', (node, ancestors) => {
    take(
      node.value,
      [...ancestors, node].findLast((each) => each.position),
    );
  });
}
