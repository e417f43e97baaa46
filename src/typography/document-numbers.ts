import { contains, HAN } from './characters.ts';
import type { FixRule } from './rule.ts';
import type { Edit } from './running-text.ts';

/** 晋政发[2026]12号: the year in brackets of any kind between the office's sign and the number. */
const number = new RegExp(
  `(?<=[${HAN}]\\s?)[[［(（【〔]\\s?((?:19|20)\\d\\d)\\s?[\\]］)）】〕](?=\\s?(?:第\\s?)?\\d+\\s?号)`,
  'gu',
);

/**
 * The year of an official document's number stands in 〔〕: 国办发〔2025〕3号.
 *
 * GB/T 9704—2012 7.2.5.
 */
const rule: FixRule = {
  id: 'document-numbers',
  kind: 'fix',
  scope: 'source',
  clause: 'GB/T 9704—2012 7.2.5',
  needs: contains.bracket,
  say: (actual, expected) => ({
    zh: `发文字号的年份用六角括号“${expected}”，不用“${actual}”`,
    en: `The year of a document number takes ${expected}, not ${actual}`,
  }),
  *find({ text }) {
    const edits: Edit[] = [];
    for (const found of text.matchAll(number)) {
      const end = found.index + found[0].length;
      edits.push({ start: found.index, end: found.index + 1, replacement: '〔' });
      edits.push({ start: end - 1, end, replacement: '〕' });
    }
    yield* edits;
  },
};

export default rule;
