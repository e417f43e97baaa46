import type { EdgeLevel } from '../../../book/line-options.ts';
import { closing, dividing, joining } from '../marks.ts';
import { aroundBreak, type Check, textParagraphs } from './check.ts';

/** What the tag of a note's mark is, in the finished file and in the browser's. */
const noteMark: ReadonlySet<string> = new Set(['Reference', 'Link']);

/** Marks that may not stand at the start of a line, and the number of a note apart from its word. */
export const lineStarts: Check = {
  id: 'print:line-start',
  title: { zh: '行首禁则', en: 'marks at the start of a line' },
  clause: 'GB/T 15834-2011 5.1.1–5.1.8',
  severity: 'warning',
  *find(layout) {
    for (const paragraph of textParagraphs(layout)) {
      for (const [i, line] of paragraph.lines.entries()) {
        const before = paragraph.lines[i - 1];
        const [first] = line.glyphs;
        if (!before || !first) continue;
        const around = aroundBreak(before, line);
        const mark = [...first.text][0] ?? '';
        if (forbidden(mark, layout.facts.lines.edges)) {
          const zh = `“${mark}”排在了行首（${around}）`;
          const en = `"${mark}" stands at the start of a line (${around})`;
          yield { page: line.page, line, paragraph, texts: { zh, en } };
        } else if (
          first.size < 0.8 * line.size &&
          first.owner?.inline.some((type) => noteMark.has(type)) &&
          /\d/.test(mark)
        ) {
          const zh = `注号“${mark}”离开所注的词，排在了行首（${around}）`;
          const en = `the note mark ${mark} is parted from its word and starts a line (${around})`;
          yield { page: line.page, line, paragraph, texts: { zh, en } };
        }
      }
    }
  },
};

/** The levels are those of CLREQ 3.1.6.4: GB/T 15834 adds the stroke that divides, the strict level the dash. */
function forbidden(mark: string, level: EdgeLevel): boolean {
  if (closing.has(mark) || joining.has(mark)) return true;
  return (level !== 'basic' && dividing.has(mark)) || (level === 'strict' && mark === '—');
}
