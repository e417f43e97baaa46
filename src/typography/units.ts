import { contains, SPACE } from './characters.ts';
import type { FixRule } from './rule.ts';
import type { Edit } from './running-text.ts';

const gap = new RegExp(`(?<=\\d)[${SPACE}]+(?=[%‰℃℉°′″])`, 'gu');
const squared = /([\d])?([㎀-㏟])/gu;
const powers: Record<string, string> = {
  '㎟': 'mm²',
  '㎠': 'cm²',
  '㎡': 'm²',
  '㎢': 'km²',
  '㎣': 'mm³',
  '㎤': 'cm³',
  '㎥': 'm³',
  '㎦': 'km³',
  '㏄': 'mL',
};

/**
 * No space between a number and %, ‰, ℃, °; units that are one character (㎡, ㎏) are written out, a space behind the number.
 *
 * GB/T 15835—2011; GB 3101—93 3.4.
 */
const rule: FixRule = {
  id: 'units',
  kind: 'fix',
  scope: 'source',
  clause: 'GB/T 15835—2011；GB 3101—93 3.4',
  needs: contains.unit,
  applies: ['chinese', 'none'],
  say: (actual, expected) => ({
    zh: expected === '' ? '数字与 %、℃ 之间不空' : `单位符号应写作“${expected.trim()}”，不用“${actual}”`,
    en:
      expected === ''
        ? 'No space between a number and this sign'
        : `Write the unit as ${expected.trim()}, not ${actual}`,
  }),
  *find({ text }) {
    const edits: Edit[] = [];
    for (const found of text.matchAll(gap)) {
      edits.push({ start: found.index, end: found.index + found[0].length, replacement: '' });
    }
    for (const found of text.matchAll(squared)) {
      const [all, digit, unit = ''] = found;
      const written = powers[unit] ?? unit.normalize('NFKC').replaceAll('∕', '/');
      const end = found.index + all.length;
      edits.push({ start: end - 1, end, replacement: (digit === undefined ? '' : ' ') + written });
    }
    yield* edits.sort((a, b) => a.start - b.start);
  },
};

export default rule;
