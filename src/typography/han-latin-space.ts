import { contains, HAN, LETTER, opaque, SPACE, THROUGH } from './characters.ts';
import type { FixRule } from './rule.ts';
import type { Edit } from './running-text.ts';
import { isLabelEnd } from './sequence.ts';

const nodes = `${opaque.code}${opaque.math}`;
/** What may end and begin a Latin word or a number: 50 % of, C++, f(x). */
const latinEnd = `${LETTER}\\p{M}\\d${nodes}%‰℃°²³+#)`;
const latinStart = `${LETTER}\\d${nodes}`;
/** Between Han a space may be meant, as in 第二章 分则; beside emphasis or a link it was typed for Markdown's sake. */
const hanGap = new RegExp(`(?<=[${HAN}])[${SPACE}]+(?=[${HAN}])`, 'gu');
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
  *find({ text, block, atBorder }) {
    const edits: Edit[] = [];
    for (const found of text.matchAll(gap)) {
      const end = found.index + found[0].length;
      if (isLabelEnd(text, end, block)) continue;
      edits.push({ start: found.index, end, replacement: '' });
    }
    for (const found of text.matchAll(hanGap)) {
      const end = found.index + found[0].length;
      if (atBorder(found.index) || atBorder(end)) edits.push({ start: found.index, end, replacement: '' });
    }
    yield* edits.sort((a, b) => a.start - b.start);
  },
};

export default rule;
