import { contains, HAN, LETTER, opaque, SPACE, THROUGH } from './characters.ts';
import type { FixRule } from './rule.ts';
import { isLabelEnd } from './sequence.ts';

const nodes = `${opaque.code}${opaque.math}`;
/** What may end and begin a Latin word or a number: 50 % of, C++, f(x). */
const latinEnd = `${LETTER}\\p{M}\\d${nodes}%‰℃°²³+#)`;
const latinStart = `${LETTER}\\d${nodes}`;
const gap = new RegExp(
  `(?<=[${HAN}][${THROUGH}]*)[${SPACE}]+(?=[${THROUGH}]*(?:[${latinStart}]|\\.[A-Z]))|(?<=[${latinEnd}][${THROUGH}]*)[${SPACE}]+(?=[${THROUGH}]*[${HAN}])`,
  'gu',
);

/**
 * Takes out spaces typed between Han and Latin letters, digits, code or formulas: the gap there is made by the layout
 * (`text-autospace`), of one width through the whole book. The space behind a number that labels a heading or a caption
 * stays, and so does one beside a hyphen.
 *
 * CY/T 154—2017 8.1; CLREQ 3.2.2.
 */
const rule: FixRule = {
  id: 'han-latin-space',
  kind: 'fix',
  scope: 'build',
  clause: 'CY/T 154—2017 8.1；《中文排版需求》（CLREQ）3.2.2',
  needs: contains.space,
  say: () => ({
    zh: '汉字与西文、数字之间的间隔由排版产生，不键入空格',
    en: 'The gap between Han and Latin is made by the layout; type no space',
  }),
  *find({ text, block }) {
    for (const found of text.matchAll(gap)) {
      const end = found.index + found[0].length;
      if (isLabelEnd(text, end, block)) continue;
      yield { start: found.index, end, replacement: '' };
    }
  },
};

export default rule;
