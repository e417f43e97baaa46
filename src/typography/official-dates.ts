import { contains, HAN_DIGITS } from './characters.ts';
import type { ReportRule } from './rule.ts';

const hanDate = new RegExp(`[${HAN_DIGITS}〇零○]{4}年[${HAN_DIGITS}十]{1,3}月(?:[${HAN_DIGITS}十]{1,3}日)?`, 'gu');
const padded = /(?<!\d)\d{4}年(?:0\d月(?:\d{1,2}日)?|\d{1,2}月0\d日)/gu;

/**
 * Dates of official documents are written in Arabic numerals, without a zero before single figures. On with the profile
 * `official`.
 *
 * GB/T 9704—2012.
 */
const rule: ReportRule = {
  id: 'official-dates',
  kind: 'report',
  setting: 'off',
  clause: 'GB/T 9704—2012',
  needs: contains.han,
  say: (actual) => ({
    zh: `公文日期“${actual}”应用阿拉伯数字，月、日前不加 0`,
    en: `Write the date ${actual} in Arabic numerals, without leading zeros`,
  }),
  *find({ text }) {
    const found = [...text.matchAll(hanDate), ...text.matchAll(padded)].sort((a, b) => a.index - b.index);
    for (const { 0: date, index } of found) yield { start: index, end: index + date.length };
  },
};

export default rule;
