import { CLOSING, HAN, KANA, OPENING, STOPS } from './characters.ts';
import type { FixRule } from './rule.ts';

const wide = `${HAN}${KANA}${OPENING}${CLOSING}${STOPS}“”‘’…—`;
/**
 * Always debris: zero-width space, byte order mark, controls. Only beside Han: soft hyphen, joiners, word joiner (an
 * emoji sequence and scripts that need joiners keep theirs). Direction marks, if nothing in the text runs right to left.
 */
const always = '\\u200B\\uFEFF\\u0001-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F\\u0080-\\u009F';
const besideWide = '\\u00AD\\u034F\\u180E\\u200C\\u200D\\u2060-\\u2064\\u3164\\uFFA0';
const invisible = new RegExp(`[${always}${besideWide}]+`, 'gu');
const onlyAlways = new RegExp(`^[${always}]+$`, 'u');
const endsWide = new RegExp(`[${wide}]$`, 'u');
const startsWide = new RegExp(`^[${wide}]`, 'u');
const direction = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu;
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** Takes out characters that cannot be seen and do nothing, left over from web pages, PDF files and word processors. */
const rule: FixRule = {
  id: 'invisible-characters',
  kind: 'fix',
  scope: 'source',
  clause: 'The Unicode Standard 23.2',
  needs: 0,
  applies: ['chinese', 'english', 'none'],
  say: (actual) => ({
    zh: `有看不见的字符 ${names(actual)}，应当删去`,
    en: `Invisible character ${names(actual)}; remove it`,
  }),
  *find({ text }) {
    const edits = [];
    for (const found of text.matchAll(invisible)) {
      const start = found.index;
      const end = start + found[0].length;
      const beside =
        endsWide.test(text.slice(Math.max(0, start - 2), start)) || startsWide.test(text.slice(end, end + 2));
      if (onlyAlways.test(found[0]) || beside) edits.push({ start, end, replacement: '' });
    }
    if (direction.test(text) && !rightToLeft.test(text)) {
      direction.lastIndex = 0;
      for (const found of text.matchAll(direction)) {
        edits.push({ start: found.index, end: found.index + found[0].length, replacement: '' });
      }
    }
    yield* edits.sort((a, b) => a.start - b.start);
  },
};

function names(text: string): string {
  return [...text]
    .map((unit) => `U+${(unit.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)
    .join(' ');
}

export default rule;
