import { contains } from './characters.ts';
import { pairQuotes } from './quote-pairs.ts';
import type { ReportRule } from './rule.ts';

/**
 * A quotation mark without a partner. A paragraph of a long quotation may open with a mark that only a later paragraph
 * closes.
 *
 * GB/T 15834—2011 4.8.
 */
const rule: ReportRule = {
  id: 'unpaired-quotes',
  kind: 'report',
  clause: 'GB/T 15834—2011 4.8',
  needs: contains.quote,
  say: (actual) => ({
    zh: `引号“${actual}”没有配对，补上另一半或删去`,
    en: `${actual} has no partner; add it or remove this one`,
  }),
  *find({ text, locked }) {
    const { unpaired } = pairQuotes(text, locked);
    if (unpaired === undefined || /^\s*[“「]$/u.test(text.slice(0, unpaired + 1))) return;
    yield { start: unpaired, end: unpaired + 1 };
  },
};

export default rule;
