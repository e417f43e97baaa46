import { contains, HAN, opaque } from './characters.ts';
import type { FixRule } from './rule.ts';
import type { Edit } from './running-text.ts';

const ordinal = '一二三四五六七八九十百';
/** （一）、 (1). 1）、: brackets are mark enough. */
const bracketed = new RegExp(`^\\s*[（(]?(?:[${ordinal}]{1,4}|\\d{1,3}|[A-Za-z])[)）]([、，,．.])\\s*(?=\\S)`, 'u');
const asciiBrackets = new RegExp(`^\\s*(\\()(?:[${ordinal}]{1,4}|\\d{1,3})(\\))(?=[、，,．.]?\\s*[${HAN}《“])`, 'u');
const enclosed = /^\s*[①-⑳㈠-㈩⑴-⒇⓪❶-❿]([、，．.])/u;
/** 一. 背景: a Han numeral takes 、. In a heading 一，背景 is a label too. */
const hanNumeral = new RegExp(`^\\s*[${ordinal}]{1,4}([.．]\\s*)(?=[${HAN}《“A-Za-z])`, 'u');
const hanNumeralComma = new RegExp(`^\\s*[${ordinal}]{1,4}([，,]\\s*)(?=[${HAN}《“])`, 'u');
/** 1、背景: an Arabic numeral or a Latin letter takes a point; without a space, else Markdown sees a list. */
const arabic = new RegExp(`^\\s*(?:\\d{1,2}|[A-Za-z])(、\\s*|．\\s*)(?=[${HAN}《“‘])(?![${ordinal}]、)`, 'u');
/** 第一、认真学习；其次、…: words that count, at the start of a sentence or clause, take a comma. */
const word = new RegExp(
  `(?<=^\\s*|[。；！？：${opaque.break}]\\s*|[。；！？][”’])(?:首先|其次|再次|再者|第[${ordinal}]{1,2}|其[一二三四五六]|最后(?=、(?!最)))、(?!第|其|[${ordinal}\\d])`,
  'gu',
);

/**
 * The mark behind a sequence label: 一、 · （一） · 1. · ① · 第一，.
 *
 * GB/T 15834—2011, 附录 B.3.
 */
const rule: FixRule = {
  id: 'sequence-labels',
  kind: 'fix',
  scope: 'source',
  clause: 'GB/T 15834—2011 附录B.3',
  needs: contains.wideStop | contains.narrowStop | contains.bracket | contains.dot,
  say: (actual, expected) => ({
    zh: expected ? `序次语后的“${actual}”应为“${expected}”` : `带括号或圈的序次语后不用“${actual}”`,
    en: expected
      ? `After this sequence label write ${expected}, not ${actual}`
      : `No ${actual} after a bracketed label`,
  }),
  *find({ text, block }) {
    const edits: Edit[] = [];
    if (block !== 'title') {
      at(bracketed, '');
      at(enclosed, '');
      at(hanNumeral, '、');
      if (block === 'heading') at(hanNumeralComma, '、');
      at(arabic, '.');
      const ascii = asciiBrackets.exec(text);
      if (ascii) {
        const open = text.indexOf('(');
        const close = text.indexOf(')');
        edits.push(
          { start: open, end: open + 1, replacement: '（' },
          { start: close, end: close + 1, replacement: '）' },
        );
      }
    }
    for (const found of text.matchAll(word)) {
      const end = found.index + found[0].length;
      edits.push({ start: end - 1, end, replacement: '，' });
    }
    yield* edits.sort((a, b) => a.start - b.start);

    function at(pattern: RegExp, replacement: string): void {
      const mark = pattern.exec(text);
      if (!mark?.[1]) return;
      const start = mark[0].indexOf(mark[1]);
      if (edits.some((edit) => edit.start === start)) return;
      edits.push({ start, end: start + mark[1].length, replacement });
    }
  },
};

export default rule;
