import { CLOSING, contains, HAN, KANA, OPENING, SPACE, STOPS, THROUGH } from './characters.ts';
import type { FixRule } from './rule.ts';

const marks = `${OPENING}${CLOSING}${STOPS}`;
const wide = `${HAN}${KANA}${marks}`;
const T = `[${THROUGH}]*`;
const S = `[${SPACE}]+`;
const gap = new RegExp(
  [
    // Beside a full-width mark, whatever is on the other side.
    `(?<=[${marks}]${T})${S}(?=[^${SPACE}])`,
    `(?<=[^${SPACE}])${S}(?=${T}[${marks}])`,
    // The ideographic space before a closing mark and behind an opening one.
    `\\u3000+(?=[${CLOSING}${STOPS}])`,
    `(?<=[${OPENING}])\\u3000+`,
    // Inside and outside of quotation marks, towards Chinese.
    `(?<=[${wide}”’]${T})${S}(?=${T}[“‘])`,
    `(?<=[“‘]${T})${S}(?=${T}[${wide}“‘])`,
    `(?<=[${wide}”’]${T})${S}(?=${T}[”’])`,
    `(?<=[”’]${T})${S}(?=${T}[${wide}])`,
    // Around a dash and an ellipsis; around a connector between Han or numbers.
    `(?<=——|……)${S}(?=[^${SPACE}])`,
    `(?<=[^${SPACE}])${S}(?=——|……)`,
    `(?<=[${HAN}\\d])${S}(?=[—～]${S}[${HAN}\\d])`,
    `(?<=[${HAN}\\d][—～])${S}(?=[${HAN}\\d])`,
  ].join('|'),
  'gu',
);

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
    for (const found of text.matchAll(gap)) {
      yield { start: found.index, end: found.index + found[0].length, replacement: '' };
    }
  },
};

export default rule;
