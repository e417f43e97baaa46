import { type BracketPair, pairBrackets } from './bracket-pairs.ts';
import { CLOSING, contains, HAN, KANA, OPENING, STOPS } from './characters.ts';
import { indexAfter, indexBefore, kindAt } from './neighbours.ts';
import type { FixRule } from './rule.ts';
import type { Edit } from './running-text.ts';

const chinese = new RegExp(`[${HAN}${KANA}${OPENING}${CLOSING}${STOPS}]`, 'u');
/** (0, 1), (3, -4): points and intervals. */
const coordinates = /^\s*[-+]?[\w.∞]+\s*(?:,\s*[-+]?[\w.∞]+\s*)+$/u;

/**
 * Brackets in Chinese text are full-width, whatever stands in them: 太原（山西）, 国内生产总值（GDP）. Calls like f(x), coordinates
 * and brackets within Latin text stay.
 *
 * GB/T 15834—2011 4.9.
 */
const rule: FixRule = {
  id: 'round-brackets',
  kind: 'fix',
  scope: 'source',
  clause: 'GB/T 15834—2011 4.9',
  needs: contains.bracket,
  say: (actual, expected) => ({
    zh: `中文里的括号用全角“${expected}”，不用“${actual}”`,
    en: `Chinese text takes ${expected}, not ${actual}`,
  }),
  *find({ text, locked }) {
    const edits: Edit[] = [];
    for (const pair of pairBrackets(text, locked).pairs) {
      if (!isWide(text, pair)) continue;
      if (text[pair.open] === '(') edits.push({ start: pair.open, end: pair.open + 1, replacement: '（' });
      if (text[pair.close] === ')') edits.push({ start: pair.close, end: pair.close + 1, replacement: '）' });
    }
    yield* edits.sort((a, b) => a.start - b.start);
  },
};

function isWide(text: string, { open, close }: BracketPair): boolean {
  const inside = text.slice(open + 1, close);
  if (inside.trim() === '') return false;
  const wideAlready = text[open] === '（' || text[close] === '）';
  if (wideAlready || chinese.test(inside)) return true;
  if (coordinates.test(inside) && !/^\d{1,3},\d{3}$/.test(inside)) return false;
  const before = kindAt(text, indexBefore(text, open, { marks: '”’"\'', spaces: true }));
  if (before === 'wide') return true;
  const after = kindAt(text, indexAfter(text, close + 1, { spaces: true }));
  return (before === 'none' || before === 'node') && after === 'wide';
}

export default rule;
