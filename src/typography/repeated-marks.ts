import { contains } from './characters.ts';
import type { FixRule } from './rule.ts';

const runs = /([！？])\1{3,}|[！？]{4,}|([，、；：])\2+|(?<!。)。。(?!。)/gu;

/**
 * At most three ！ or ？ in a row; of any other mark, one.
 *
 * GB/T 15834—2011 4.2.3.3, 4.3.3.
 */
const rule: FixRule = {
  id: 'repeated-marks',
  kind: 'fix',
  scope: 'source',
  clause: 'GB/T 15834—2011 4.2.3.3、4.3.3',
  needs: contains.wideStop,
  say: (actual, expected) => ({
    zh: `“${actual}”重复，应为“${expected}”`,
    en: `${actual} is repeated; write ${expected}`,
  }),
  *find({ text }) {
    for (const found of text.matchAll(runs)) {
      const most = /[！？]/u.test(found[0]) ? 3 : 1;
      yield { start: found.index, end: found.index + found[0].length, replacement: found[0].slice(0, most) };
    }
  },
};

export default rule;
