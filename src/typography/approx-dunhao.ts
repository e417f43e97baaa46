import { contains, HAN_DIGITS } from './characters.ts';
import type { ReportRule } from './rule.ts';

const measure =
  '(?:个|個|天|周|次|十|百|千|万|萬|亿|岁|歲|里|米|公里|斤|两|吨|小时|分钟|秒|点|遍|名|位|人|只|隻|条|條|张|張|间|家(?!具)|倍|成|尺|寸|丈|步|句|页|层|户|年(?!级|級)|月|日(?!报)|元|块|毛)';
const approximate = new RegExp(`(?<![第${HAN_DIGITS}十百、])([${HAN_DIGITS}])、([${HAN_DIGITS}])(?=${measure})`, 'gu');

/**
 * Two neighbouring numerals that mean an approximate number take no 、: 三四个小时. Reported only: in 二、三产业 they are two things.
 *
 * GB/T 15835—2011 4.2.2, 5.2.1; GB/T 15834—2011 4.5.3.4.
 */
const rule: ReportRule = {
  id: 'approx-dunhao',
  kind: 'report',
  clause: 'GB/T 15835—2011 4.2.2、5.2.1；GB/T 15834—2011 4.5.3.4',
  needs: contains.numeral,
  say: (actual) => ({
    zh: `“${actual}”若表示概数，中间不用顿号`,
    en: `If ${actual} is an approximate number, it takes no 、`,
  }),
  *find({ text }) {
    for (const found of text.matchAll(approximate)) {
      const low = HAN_DIGITS.indexOf(found[1] ?? '');
      const high = HAN_DIGITS.indexOf(found[2] ?? '');
      if (high - low !== 1 && !(low === 2 && high === 4)) continue;
      yield { start: found.index, end: found.index + 3 };
    }
  },
};

export default rule;
