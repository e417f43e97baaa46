import { contains } from './characters.ts';
import { pairQuotes } from './quote-pairs.ts';
import type { FixRule } from './rule.ts';
import type { Edit } from './running-text.ts';

const kana = /[\u3040-\u30FA]/u;

/**
 * Quotation marks of the language, by depth: “‘’” in simplified, 「『』」 in traditional Chinese. Straight, half-width and the
 * other script's marks are replaced; apostrophes, feet and inches are left; if a mark has no partner the whole
 * paragraph is left.
 *
 * GB/T 15834—2011 4.8; CLREQ 3.1.1.
 */
const rule: FixRule = {
  id: 'quotes',
  kind: 'fix',
  scope: 'source',
  clause: 'GB/T 15834—2011 4.8；《中文排版需求》（CLREQ）3.1.1',
  needs: contains.quote,
  say: (actual, expected) => ({
    zh: `引号应为“${expected}”，不是“${actual}”`,
    en: `Write the quotation mark as ${expected}, not ${actual}`,
  }),
  *find({ text, locked, language }) {
    const edits: Edit[] = [];
    for (const { open, close, depth } of pairQuotes(text, locked).pairs) {
      const inside = text.slice(open + 1, close);
      if (inside === '' || (kana.test(inside) && /[「『]/u.test(text[open] ?? ''))) continue;
      const marks = language.quotes[(depth - 1) % 2] ?? language.quotes[0];
      edits.push({ start: open, end: open + 1, replacement: marks[0] ?? '' });
      edits.push({ start: close, end: close + 1, replacement: marks[1] ?? '' });
    }
    yield* edits.sort((a, b) => a.start - b.start);
  },
};

export default rule;
