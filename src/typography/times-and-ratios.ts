import { contains } from './characters.ts';
import type { FixRule } from './rule.ts';

const label = '(?:图|圖|表|例|式|附件|附录|附表|第|步骤|问题|阶段|选项|方案|条|题)\\s?';
const time = new RegExp(
  `(?<!\\d|${label})(?:[01]?\\d|2[0-4])(?:[：:][0-5]\\d){1,2}(?!\\d|\\s?[年月日个個种種项項])`,
  'gu',
);
const ratio = new RegExp(
  `(?<![\\d.]|[A-Za-z]\\s?|${label}|${label}\\d)\\d{1,3}(?:\\.\\d+)?(?:：\\d{1,3}(?:\\.\\d+)?)+(?![\\d,]|\\s?(?:[年月日个個种種项項位名点元人万萬亿億岁歲次天家]|美元|欧元|小时|分钟))`,
  'gu',
);

/**
 * Hours, minutes and seconds, and the two sides of a ratio or score, are parted by the half-width colon: 10:30, 3:1.
 *
 * GB/T 15835—2011 5.1.5.
 */
const rule: FixRule = {
  id: 'times-and-ratios',
  kind: 'fix',
  scope: 'source',
  clause: 'GB/T 15835—2011 5.1.5',
  needs: contains.wideStop,
  say: (actual, expected) => ({
    zh: `时间和比例中的冒号用半角：“${expected}”`,
    en: `Times and ratios take the half-width colon: ${expected}, not ${actual}`,
  }),
  *find({ text }) {
    if (!/\d：\d/u.test(text)) return;
    const places = new Set<number>();
    for (const pattern of [time, ratio]) {
      for (const found of text.matchAll(pattern)) {
        for (let i = found[0].indexOf('：'); i >= 0; i = found[0].indexOf('：', i + 1)) places.add(found.index + i);
      }
    }
    for (const start of [...places].sort((a, b) => a - b)) yield { start, end: start + 1, replacement: ':' };
  },
};

export default rule;
