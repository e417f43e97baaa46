import { contains } from './characters.ts';
import { indexAfter, indexBefore, kindAt } from './neighbours.ts';
import type { FixRule } from './rule.ts';

/** Signs that only an ellipsis is made of, and runs of those that have other uses. */
const forms = /(?:[…⋯]|[.．]{2,}|[。]{3,}|‥|[·・•･]{3,})+/gu;

/**
 * The ellipsis: six dots, `……`. Twelve stay if they stand alone on their line, for whole paragraphs left out. Three dots in
 * Latin text are Latin.
 *
 * GB/T 15834—2011 4.11.
 */
const rule: FixRule = {
  id: 'ellipsis',
  kind: 'fix',
  scope: 'source',
  clause: 'GB/T 15834—2011 4.11',
  needs: contains.dot,
  say: (actual, expected) => ({
    zh: `省略号应为“${expected}”，不是“${actual}”`,
    en: `Write the ellipsis as ${expected}, not ${actual}`,
  }),
  *find({ text }) {
    for (const found of text.matchAll(forms)) {
      const start = found.index;
      const end = start + found[0].length;
      const before = kindAt(text, indexBefore(text, start, { marks: '”’"\'', spaces: true }));
      const after = kindAt(text, indexAfter(text, end, { marks: '“‘"\'', spaces: true }));
      const alone = before === 'none' && after === 'none';
      if (!alone && !isChinese(found[0], before, after)) continue;
      if (alone && !/\p{Script=Han}|^[\s.．…⋯。·・•･‥]+$/u.test(text)) continue;
      if (found[0] === '..' && !(before === 'wide' && (after === 'wide' || after === 'none'))) continue;
      const dots = [...found[0]].reduce((sum, sign) => sum + (/[…⋯]/u.test(sign) ? 3 : sign === '‥' ? 2 : 1), 0);
      const replacement = alone && dots >= 10 ? '…………' : '……';
      if (replacement !== found[0]) yield { start, end, replacement };
    }
  },
};

/** Dots typed with the Latin keyboard need a Chinese neighbour; `……` of any other make is Chinese unless Latin on both sides. */
function isChinese(form: string, before: string, after: string): boolean {
  if (/^。/u.test(form)) return true;
  if (before === 'wide') return after !== 'digit' || !/^\.\.$/.test(form);
  if (after === 'wide') return true;
  return before === 'node' && after === 'none';
}

export default rule;
