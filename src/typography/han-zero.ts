import { contains, HAN_DIGITS } from './characters.ts';
import type { FixRule } from './rule.ts';

const digit = `${HAN_DIGITS}〇`;
const zeros = '○◯⚪0０OoＯｏ';
/** What may stand behind a number that is read digit by digit. */
const numbered = '年月日号號室房楼樓栋棟路街军軍团團师師所厂廠医中校';
const run = new RegExp(
  `(?<=[${HAN_DIGITS}〇])(?:[○◯]+|[${zeros}]+(?=[${digit}${numbered}]))|(?<![\\w.])[○◯](?=[${HAN_DIGITS}][${digit}]*[${numbered}])`,
  'gu',
);
/** A year read digit by digit: 二零二六年. */
const year = new RegExp(`(?<![${digit}零十百千万])(?=[${digit}]{0,3}零)[${digit}零]{4}(?=年)`, 'gu');
/** A quantity: 一百〇五. */
const quantity = new RegExp(`(?<=[百千万亿萬億])〇(?=[${HAN_DIGITS}])`, 'gu');

/**
 * The zero of Han numerals: 〇 in years and numbers read digit by digit, instead of a circle, a letter O or 0; 零 in
 * quantities.
 *
 * GB/T 15835—2011 5.2.5.
 */
const rule: FixRule = {
  id: 'han-zero',
  kind: 'fix',
  scope: 'source',
  clause: 'GB/T 15835—2011 5.2.5',
  needs: contains.numeral,
  say: (actual, expected) => ({
    zh: `汉字数字中的“${actual}”应写作“${expected}”`,
    en: `In Han numerals write ${expected}, not ${actual}`,
  }),
  *find({ text }) {
    const edits = [];
    for (const found of text.matchAll(run)) {
      edits.push({ start: found.index, end: found.index + found[0].length, replacement: '〇'.repeat(found[0].length) });
    }
    for (const found of text.matchAll(year)) {
      for (let i = found[0].indexOf('零'); i >= 0; i = found[0].indexOf('零', i + 1)) {
        edits.push({ start: found.index + i, end: found.index + i + 1, replacement: '〇' });
      }
    }
    for (const found of text.matchAll(quantity)) {
      edits.push({ start: found.index, end: found.index + 1, replacement: '零' });
    }
    yield* edits.sort((a, b) => a.start - b.start);
  },
};

export default rule;
