import { contains, HAN, LETTER, opaque } from './characters.ts';
import type { FixRule } from './rule.ts';
import type { Edit } from './running-text.ts';

const nodes = `${opaque.code}${opaque.math}`;
const border = new RegExp(`(?<=[${HAN}])(?=[${LETTER}\\d${nodes}])|(?<=[${LETTER}\\d${nodes}%℃°])(?=[${HAN}])`, 'gu');

/**
 * Types one space between Han and Latin letters, digits, code or formulas: the copywriting guideline of many teams, for
 * texts that are also read as plain Markdown. On with `spacing: insert` or the profile `spaced`.
 */
const rule: FixRule = {
  id: 'typed-space',
  kind: 'fix',
  scope: 'source',
  setting: 'off',
  clause: 'CY/T 154—2017 8.1（由排版统一，亦可键入）',
  needs: contains.letter | contains.digit,
  say: () => ({ zh: '汉字与西文、数字之间空一格', en: 'One space between Han and Latin' }),
  *find({ text, depthAt }) {
    const edits: Edit[] = [];
    for (const { index } of text.matchAll(border)) {
      // The space goes to the side that is less deep in emphasis: inside the delimiters it would break them.
      const before = depthAt(index - 1);
      const after = depthAt(index);
      const at = before <= after ? index - 1 : index;
      if (before === after && before === Number.POSITIVE_INFINITY) continue;
      const unit = text[at] as string;
      edits.push({ start: at, end: at + 1, replacement: at < index ? `${unit} ` : ` ${unit}` });
    }
    yield* merged(edits);
  },
};

/** One character may have a space on both sides: 用A中 at A. */
function merged(edits: readonly Edit[]): Edit[] {
  const found: Edit[] = [];
  for (const edit of edits) {
    const last = found.at(-1);
    if (last?.start === edit.start) last.replacement = ` ${last.replacement.trim()} `;
    else found.push({ ...edit });
  }
  return found;
}

export default rule;
