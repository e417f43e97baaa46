import { contains } from './characters.ts';
import type { FixRule } from './rule.ts';

/** Digits grouped in threes: the comma was typed in the same full width. */
const grouped = /(?<![０-９])[０-９]{1,3}(?:，[０-９]{3})+(?![０-９])/gu;
const letters = /[０-９Ａ-Ｚａ-ｚ]+/gu;
const word = '０-９Ａ-Ｚａ-ｚA-Za-z0-9';
/** Signs between two letters or digits belong to them: Ａ－Ｂ, １／２, ５．２, ａ＠ｂ. */
const between = new RegExp(`(?<=[${word}])[－／＠＆＋＝．＿＃](?=[${word}])`, 'gu');
/** Behind a letter or digit: Ｃ＋＋, Ｃ＃, ５％. In front of a digit: －５, ＋５, ＄５. */
const behind = /(?<=[A-Za-zＡ-Ｚａ-ｚ])(?:＋＋|＃)(?![\dＡ-Ｚａ-ｚ０-９])/gu;
const percent = /％/gu;
const sign = /(?<![０-９Ａ-Ｚａ-ｚA-Za-z0-9－\p{Script=Han}])[－＋](?=[０-９0-9])/gu;

/**
 * Full-width digits and letters and the signs that belong to them become ASCII.
 *
 * CLREQ 3.2.1; GB/T 15835—2011 5.1.
 */
const rule: FixRule = {
  id: 'full-width-alphanumerics',
  kind: 'fix',
  scope: 'source',
  clause: '《中文排版需求》（CLREQ）3.2.1；GB/T 15835—2011 5.1',
  needs: contains.wideAscii | contains.digit,
  applies: ['chinese', 'english', 'none'],
  say: (actual, expected) => ({
    zh: `“${actual}”应用半角“${expected}”`,
    en: `Write ${expected} in half width, not ${actual}`,
  }),
  *find({ text }) {
    if (!/[０-９Ａ-Ｚａ-ｚ％－／＠＆＋＝．＿＃]/u.test(text)) return;
    const marks = new Set<number>();
    for (const pattern of [grouped, letters, between, behind, percent, sign]) {
      for (const found of text.matchAll(pattern)) {
        for (let i = 0; i < found[0].length; i++) marks.add(found.index + i);
      }
    }
    const places = [...marks].sort((a, b) => a - b);
    for (let i = 0; i < places.length; ) {
      const start = places[i] as number;
      let end = start + 1;
      for (i++; places[i] === end; i++) end++;
      yield { start, end, replacement: half(text.slice(start, end)) };
    }
  },
};

function half(text: string): string {
  return text.replace(/[！-～]/gu, (unit) => String.fromCharCode(unit.charCodeAt(0) - 0xfee0));
}

export default rule;
