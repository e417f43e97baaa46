import { CLOSING, contains, HAN, KANA, OPENING, opaque, SPACE, STOPS, THROUGH } from './characters.ts';
import type { FixRule } from './rule.ts';

const wide = `${HAN}${KANA}${OPENING}${CLOSING}${STOPS}…—`;
const newline = new RegExp(`[${SPACE}]*(?:\\r\\n|[\\n\\r])[${SPACE}]*`, 'gu');
const endsWide = new RegExp(`[${wide}][“”‘’${THROUGH}]*$`, 'u');
const startsWide = new RegExp(`^[“”‘’${THROUGH}]*[${wide}]`, 'u');
const endsInImage = new RegExp(`${opaque.image}[${THROUGH}]*$`, 'u');
const startsWithImage = new RegExp(`^[${THROUGH}]*${opaque.image}`, 'u');

/**
 * Joins lines of one paragraph: without a space if a Han character or a full-width mark stands on either side, with
 * one otherwise. Hard line breaks stay, and so do lines that are an image.
 *
 * CSS Text 4, segment break transformation; CLREQ: Chinese has no word space.
 */
const rule: FixRule = {
  id: 'soft-line-breaks',
  kind: 'fix',
  scope: 'build',
  clause: 'CSS Text 4（segment break transformation）；《中文排版需求》（CLREQ）',
  needs: contains.newline,
  applies: ['chinese', 'english', 'none', 'other'],
  say: (_actual, expected) => ({
    zh: expected === '' ? '段内换行会排成空格，应当接排' : '段内换行应当排成一个空格',
    en: expected === '' ? 'A line break inside Chinese text must not become a space' : 'A line break becomes one space',
  }),
  *find({ text }) {
    for (const found of text.matchAll(newline)) {
      const start = found.index;
      const end = start + found[0].length;
      if (start === 0 || end === text.length) continue;
      const before = text.slice(Math.max(0, start - 8), start);
      const after = text.slice(end, end + 8);
      if (before.endsWith(opaque.break) || endsInImage.test(before) || startsWithImage.test(after)) continue;
      const replacement = endsWide.test(before) || startsWide.test(after) ? '' : ' ';
      yield { start, end, replacement };
    }
  },
};

export default rule;
