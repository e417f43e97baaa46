import { contains, LETTER } from './characters.ts';
import { latinStretch } from './latin-sentence.ts';
import type { FixRule } from './rule.ts';
import type { Edit } from './running-text.ts';

const marks = new RegExp(
  `(?<=[${LETTER}\\d)”’"'%])[ ]*([，。；：！？、])[ ]*(?=([${LETTER}\\d(“‘"'])|[”’"')]|$|\\s)`,
  'gu',
);
const brackets = /[ ]?（(?=[^（）\p{Script=Han}]*）)|）(?<=（[^（）\p{Script=Han}]*）)/gu;
const narrow: Record<string, string> = { '，': ',', '。': '.', '；': ';', '：': ':', '！': '!', '？': '?', '、': ',' };

/**
 * Full-width marks in an English sentence become half-width, with a space behind: in a whole English paragraph, or in an
 * English quotation in Chinese text.
 *
 * CY/T 154—2017.
 */
const rule: FixRule = {
  id: 'wide-marks-in-latin',
  kind: 'fix',
  scope: 'source',
  clause: 'CY/T 154—2017',
  needs: contains.wideStop | contains.bracket,
  applies: ['chinese', 'english'],
  say: (actual, expected) => ({
    zh: `西文句子里用半角“${expected.trim()}”，不用“${actual.trim()}”`,
    en: `An English sentence takes ${expected.trim()}, not ${actual.trim()}`,
  }),
  *find({ text, writing }) {
    // In Chinese only an English quotation is looked at.
    if (writing === 'chinese' && !/[“"‘][A-Za-z]/u.test(text)) return;
    const edits: Edit[] = [];
    for (const found of text.matchAll(marks)) {
      const [all, mark = '', next] = found;
      // 3、 at the start is a label.
      if (mark === '、' && /^\s*\d{1,3}$/.test(text.slice(0, found.index))) continue;
      if (writing === 'chinese') {
        const stretch = latinStretch(text, found.index, false);
        if (!stretch.quoted || !stretch.isSentence) continue;
      }
      const spaced =
        next !== undefined && !(/\d/.test(next) && /\d/.test(text[found.index - 1] ?? '') && all.length === 1);
      edits.push({
        start: found.index,
        end: found.index + all.length,
        replacement: (narrow[mark] ?? mark) + (spaced ? ' ' : ''),
      });
    }
    if (writing === 'english') {
      for (const found of text.matchAll(brackets)) {
        const end = found.index + found[0].length;
        const word = /[\p{L}\d]/u;
        const replacement = found[0].endsWith('（')
          ? `${word.test(text[found.index - 1] ?? '') ? ' ' : ''}(`
          : `)${word.test(text[end] ?? '') ? ' ' : ''}`;
        edits.push({ start: found.index, end, replacement });
      }
    }
    edits.sort((a, b) => a.start - b.start);
    yield* edits.filter((edit, i) => i === 0 || edit.start >= (edits[i - 1]?.end ?? 0));
  },
};

export default rule;
