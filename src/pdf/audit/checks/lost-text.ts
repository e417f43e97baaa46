import type { SourceText } from '../facts.ts';
import { wordsOf } from '../source.ts';
import type { Check, Layout } from './check.ts';

/** How many characters may be missing of a chapter before it is told: one could be a ligature. */
const fewest = 2;

/**
 * Text of the manuscript that is on no page: the browser leaves out what would stand outside the area of the page, without a word.
 * Characters are counted, chapter by chapter, so that it does not matter where they stand.
 */
export const lostText: Check = {
  id: 'print:lost-text',
  title: { zh: '文字没有印出来', en: 'text that is not printed' },
  clause: '',
  severity: 'warning',
  *find(layout) {
    const { facts, destinations, pages } = layout;
    const starts = facts.chapters
      .flatMap(({ id, source }) => ({ source, page: destinations.get(id) ?? -1 }))
      .filter(({ page }) => page >= 0)
      .sort((a, b) => a.page - b.page);
    for (const [i, { source, page }] of starts.entries()) {
      const end = starts[i + 1]?.page ?? pages.length;
      const printed = countsOn(layout, page, end);
      const lost: string[] = [];
      for (const [character, count] of countsIn(source)) {
        for (let k = printed.get(character) ?? 0; k < count; k++) lost.push(character);
      }
      if (lost.length < fewest) continue;
      const some = lost.slice(0, 8).join('');
      const texts = {
        zh: `这一章有 ${lost.length} 个字没有印出来（“${some}”等），多半是伸到了版心外面`,
        en: `${lost.length} characters of this chapter are not printed ("${some}" …), most likely as they stand outside the page`,
      };
      yield { page, texts };
    }
  },
};

/** Only Han characters: letters of formulas and of addresses change on their way. */
function countsIn({ pieces }: SourceText): Map<string, number> {
  return count(pieces.map(({ text }) => text));
}

function countsOn({ pages }: Layout, from: number, to: number): Map<string, number> {
  return count(pages.slice(from, to).flatMap(({ glyphs }) => glyphs.map(({ text }) => text)));
}

function count(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const character of wordsOf(texts.join('')).replace(/[^\p{Script=Han}]/gu, '')) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return counts;
}
