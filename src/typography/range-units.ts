import { contains } from './characters.ts';
import type { ReportRule } from './rule.ts';

/** 15～30%, 9～16亿: the first number is read without the unit. */
const missing = /(?<![\d.%‰万亿])(\d+(?:\.\d+)?)[～~—-](\d+(?:\.\d+)?)(?=[%‰万萬亿億])/gu;

/**
 * A range whose first number lacks the %, 万 or 亿 of the second may be misread; write 15%～30%.
 *
 * GB/T 15835—2011 5.1.3.
 */
const rule: ReportRule = {
  id: 'range-units',
  kind: 'report',
  clause: 'GB/T 15835—2011 5.1.3',
  needs: contains.dash,
  say: (actual) => ({
    zh: `“${actual}”前一个数值省略了单位会有歧义，两个数值都写全`,
    en: `${actual}: give the unit with both numbers`,
  }),
  *find({ text }) {
    for (const found of text.matchAll(missing)) {
      yield { start: found.index, end: found.index + found[0].length + 1 };
    }
  },
};

export default rule;
