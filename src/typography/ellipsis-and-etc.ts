import { contains } from './characters.ts';
import type { ReportRule } from './rule.ts';

const both =
  /……(?=等(?![待级級到于於同候式量腰距身]))|(?<=[\p{Script=Han}”》）])(?<![相平优高中初一二三上下等不我你他])等等?……/gu;

/**
 * An ellipsis and 等 say the same; one is enough.
 *
 * GB/T 15834—2011 4.11.
 */
const rule: ReportRule = {
  id: 'ellipsis-and-etc',
  kind: 'report',
  clause: 'GB/T 15834—2011 4.11',
  needs: contains.dot,
  say: () => ({ zh: '省略号与“等”只用其一', en: 'An ellipsis and 等 say the same; use one' }),
  *find({ text }) {
    for (const found of text.matchAll(both)) yield { start: found.index, end: found.index + found[0].length };
  },
};

export default rule;
