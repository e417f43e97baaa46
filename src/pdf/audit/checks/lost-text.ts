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
  // A thick book has a million of them, too many to be looked up by their text.
  const counts = new Uint32Array(0x110000 - lowest);
  const found: string[] = [];
  const add = (character: string, code: number) => {
    const before = counts[code - lowest] as number;
    if (before === 0) found.push(character);
    counts[code - lowest] = before + 1;
  };
  for (const text of texts) {
    for (const character of text) {
      const code = character.codePointAt(0) as number;
      // Nearly all are of the main block; others may be written otherwise, as compatibility forms are.
      if (code >= 0x4e00 && code <= 0x9fff) add(character, code);
      else if (code >= lowest)
        for (const each of character.normalize('NFKC')) if (han.test(each)) add(each, each.codePointAt(0) as number);
    }
  }
  return new Map(
    found.map((character) => [character, counts[(character.codePointAt(0) as number) - lowest] as number]),
  );
}

/** No Han character comes before: the first radical of the supplement. */
const lowest = 0x2e80;

const han = /\p{Script=Han}/u;
