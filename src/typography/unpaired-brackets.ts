import { pairBrackets } from './bracket-pairs.ts';
import { contains } from './characters.ts';
import type { ReportRule } from './rule.ts';

/** A bracket without a partner; `1）` and `a)` at the start of a paragraph are labels. */
const rule: ReportRule = {
  id: 'unpaired-brackets',
  kind: 'report',
  clause: 'GB/T 15834—2011 4.9',
  needs: contains.bracket,
  say: (actual) => ({
    zh: `括号“${actual}”没有配对，补上另一半或删去`,
    en: `${actual} has no partner; add it or remove this one`,
  }),
  *find({ text, locked }) {
    for (const at of pairBrackets(text, locked).unpaired) {
      if (
        /(?:^|[\s，。；：、！？])[\dA-Za-z一二三四五六七八九十]{1,3}[)）]$/u.test(
          text.slice(Math.max(0, at - 5), at + 1),
        )
      )
        continue;
      if (/[:;=8][-']?[()]$/.test(text.slice(Math.max(0, at - 2), at + 1))) continue;
      yield { start: at, end: at + 1 };
    }
  },
};

export default rule;
