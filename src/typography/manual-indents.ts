import { contains, opaque } from './characters.ts';
import type { FixRule } from './rule.ts';

const indent = new RegExp(
  `(?<=^|[${opaque.break}\\n])[ \\t\\u00A0]*[\\u3000\\u2003\\u2002\\u00A0][\\s\\u3000]*|(?<=\\S)[ \\t]*\\u3000[\\s\\u3000]*$`,
  'gu',
);

/**
 * Takes out ideographic spaces typed to indent a paragraph, and those at its end: the indent is layout.
 *
 * CLREQ 3.5.1.
 */
const rule: FixRule = {
  id: 'manual-indents',
  kind: 'fix',
  scope: 'build',
  clause: '《中文排版需求》（CLREQ）3.5.1',
  needs: contains.space,
  applies: ['chinese', 'english', 'none'],
  say: () => ({ zh: '首行缩进由排版产生，不键入空格', en: 'The indent is made by the layout; type no space' }),
  *find({ text }) {
    for (const found of text.matchAll(indent)) {
      yield { start: found.index, end: found.index + found[0].length, replacement: '' };
    }
  },
};

export default rule;
