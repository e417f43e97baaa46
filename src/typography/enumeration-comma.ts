import { contains } from './characters.ts';
import type { FixRule } from './rule.ts';

const between = /(?<=[》〉])、(?=[《〈])|(?<=[”’])、(?=[“‘])/gu;

/**
 * No 、 between items that stand in quotation marks or title marks of their own: 《论语》《孟子》. With anything else between
 * them, a gloss or a note, it stays. Only where the language has the rule; `enumeration-comma: off` switches it off.
 *
 * GB/T 15834—2011 4.5.3.5.
 */
const rule: FixRule = {
  id: 'enumeration-comma',
  kind: 'fix',
  scope: 'source',
  clause: 'GB/T 15834—2011 4.5.3.5',
  needs: contains.wideStop,
  say: () => ({
    zh: '标有引号、书名号的并列项之间不用顿号',
    en: 'No 、 between items that have quotation or title marks',
  }),
  *find({ text, language }) {
    if (!language.enumerationComma) return;
    for (const { index } of text.matchAll(between)) yield { start: index, end: index + 1, replacement: '' };
  },
};

export default rule;
