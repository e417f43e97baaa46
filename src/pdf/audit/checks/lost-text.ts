import type { SourceText } from '../facts.ts';
import type { CheckTitle, Finding } from './check.ts';

/** How many characters may be missing of a chapter before it is told: one could be a ligature. */
const fewest = 2;

/**
 * Text of the manuscript that is on no page: the browser leaves out what would stand outside the area of the page, without a word.
 * Characters are counted, chapter by chapter, so that it does not matter where they stand.
 */
export const lostText: CheckTitle = {
  id: 'print:lost-text',
  title: { zh: '文字没有印出来', en: 'text that is not printed' },
  clause: '',
  severity: 'warning',
};

/** What a chapter's source has and its pages have not. `printed`: how often each Han character stands on them. */
export function findLost(
  { pieces }: SourceText,
  printed: readonly [character: string, count: number][],
): (Finding & { check: CheckTitle['id'] })[] {
  const counts = new Map(printed);
  const lost: string[] = [];
  for (const [character, count] of countHan(pieces.map(({ text }) => text))) {
    for (let k = counts.get(character) ?? 0; k < count; k++) lost.push(character);
  }
  if (lost.length < fewest) return [];
  const some = lost.slice(0, 8).join('');
  const texts = {
    zh: `这一章有 ${lost.length} 个字没有印出来（“${some}”等），多半是伸到了版心外面`,
    en: `${lost.length} characters of this chapter are not printed ("${some}" …), most likely as they stand outside the page`,
  };
  return [{ check: lostText.id, page: 0, texts }];
}

/** How often each Han character stands in texts. Others are left out: letters of formulas and of addresses change on their way. */
export function countHan(texts: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  // Nearly all are of one block. A thick book has a million of them, too many to be looked up by their text each time.
  const inBlock = new Uint32Array(last - first + 1);
  const add = (character: string) => {
    const code = character.charCodeAt(0);
    if (code < first || code > last) counts.set(character, (counts.get(character) ?? 0) + 1);
    else {
      const before = inBlock[code - first] as number;
      // In the order in which they first come.
      if (before === 0) counts.set(character, 1);
      inBlock[code - first] = before + 1;
    }
  };
  for (const text of texts) {
    for (const character of text) {
      if (character >= '\u4e00' && character <= '\u9fff') add(character);
      // Others may be written otherwise, as compatibility forms are.
      else if (character >= '\u2e80') for (const each of character.normalize('NFKC')) if (han.test(each)) add(each);
    }
  }
  for (const [i, count] of inBlock.entries()) if (count > 1) counts.set(String.fromCharCode(first + i), count);
  return counts;
}

/** CJK Unified Ideographs, as Unicode calls the block. */
const [first, last] = [0x4e00, 0x9fff];

const han = /\p{Script=Han}/u;
