import { CLOSING, contains, HAN, KANA, OPENING, SPACE, STOPS, THROUGH } from './characters.ts';
import type { FixRule } from './rule.ts';

const spaces = new RegExp(`[${SPACE}\\u3000]+`, 'gu');
const marks = `${OPENING}${CLOSING}${STOPS}`;
const wide = `${HAN}${KANA}${marks}`;
const T = `[${THROUGH}]*`;
const behind = (characters: string) => new RegExp(`(?:${characters})${T}$`, 'u');
const ahead = (characters: string) => new RegExp(`^${T}(?:${characters})`, 'u');

/** Which neighbours leave no room for a typed space, by what stands on the left and on the right. */
const pairs: [left: RegExp, right: RegExp][] = [
  // Beside a full-width mark, a dash or an ellipsis, whatever is on the other side.
  [behind(`[${marks}]|——|……`), /^./su],
  [/.$/su, ahead(`[${marks}]|——|……`)],
  // Inside and outside of quotation marks, towards Chinese.
  [behind(`[${wide}”’]`), ahead('[“‘]')],
  [behind('[“‘]'), ahead(`[${wide}“‘]`)],
  [behind(`[${wide}”’]`), ahead('[”’]')],
  [behind('[”’]'), ahead(`[${wide}]`)],
  // Around a connector between Han or numbers.
  [new RegExp(`[${HAN}\\d]$`, 'u'), new RegExp(`^[—～][${SPACE}]+[${HAN}\\d]`, 'u')],
  [new RegExp(`[${HAN}\\d][—～]$`, 'u'), new RegExp(`^[${HAN}\\d]`, 'u')],
];
/** One of these must stand close by; most spaces are dismissed with this. */
const near = new RegExp(`[${marks}“”‘’—…～${THROUGH}]`, 'u');
/** The ideographic space is not typed by accident; only where a mark has its own is it too much. */
const beforeWide = new RegExp(`^[${CLOSING}${STOPS}]`, 'u');
const behindWide = new RegExp(`[${OPENING}]$`, 'u');

/**
 * No typed space beside a full-width mark: the mark carries its own.
 *
 * GB/T 15834—2011 5.1; CY/T 154—2017 8.2.
 */
const rule: FixRule = {
  id: 'mark-space',
  kind: 'fix',
  scope: 'source',
  clause: 'GB/T 15834—2011 5.1；CY/T 154—2017 8.2',
  needs: contains.space,
  say: () => ({ zh: '全角标点前后不键入空格', en: 'No typed space beside a full-width mark' }),
  *find({ text }) {
    for (const found of text.matchAll(spaces)) {
      const start = found.index;
      const end = start + found[0].length;
      if (!near.test(text.slice(Math.max(0, start - 2), start) + text.slice(end, end + 2))) continue;
      const left = text.slice(Math.max(0, start - 6), start);
      const right = text.slice(end, end + 24);
      const unwanted = found[0].includes('\u3000')
        ? beforeWide.test(right) || behindWide.test(left)
        : pairs.some((pair) => pair[0].test(left) && pair[1].test(right));
      if (unwanted) yield { start, end, replacement: '' };
    }
  },
};

export default rule;
