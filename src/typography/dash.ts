import { contains, HAN } from './characters.ts';
import { indexAfter, indexBefore, kindAt } from './neighbours.ts';
import type { FixRule } from './rule.ts';

/** Two or more signs that look like a dash; one sign that is two cells long; ー only in number. */
const long = /(?:[-－–—―─━]{2,}|[—―](?: +[—―])+|[⸺⸻]|ー{2,})+/gu;
/** One sign between two Han characters: the connector of places and times is —. */
const single = new RegExp(`(?<=[${HAN}])(?:[ ]*[–―─━][ ]*|－)(?=[${HAN}])`, 'gu');
const boxDrawing = /[│┃┌┐└┘├┤┬┴┼]/u;

/**
 * The dash is `——`, two cells long. A single `—` between Han is the connector of places, times and things, and stays.
 *
 * GB/T 15834—2011 4.10, 4.13.
 */
const rule: FixRule = {
  id: 'dash',
  kind: 'fix',
  scope: 'source',
  clause: 'GB/T 15834—2011 4.10、4.13',
  needs: contains.dash,
  say: (actual, expected) => ({
    zh: `${expected === '——' ? '破折号' : '一字线'}应为“${expected}”，不是“${actual}”`,
    en: `Write the dash as ${expected}, not ${actual}`,
  }),
  *find({ text }) {
    if (boxDrawing.test(text)) return;
    const edits = [];
    for (const found of text.matchAll(long)) {
      const start = found.index;
      const end = start + found[0].length;
      if (found[0] === '——') continue;
      const before = kindAt(text, indexBefore(text, start, { marks: '”’"\'', spaces: true }));
      const after = kindAt(text, indexAfter(text, end, { marks: '“‘"\'', spaces: true }));
      const wide = before === 'wide' || after === 'wide';
      if (!wide) continue;
      // 12--15: a number on one side and not Han is no place for a dash.
      if (/^-/.test(found[0]) && (before === 'latin' || before === 'digit') && after !== 'wide') continue;
      if (/^ー/u.test(found[0]) && !(before === 'wide' && after === 'wide')) continue;
      if (/[\u3040-\u30FF]/u.test((text[start - 1] ?? '') + (text[end] ?? ''))) continue;
      edits.push({ start, end, replacement: '——' });
    }
    for (const found of text.matchAll(single)) {
      edits.push({ start: found.index, end: found.index + found[0].length, replacement: '—' });
    }
    yield* edits.sort((a, b) => a.start - b.start);
  },
};

export default rule;
