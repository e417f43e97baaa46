import { dividing, opening } from '../marks.ts';
import { aroundBreak, type Check, textParagraphs } from './check.ts';

/** Marks that may not stand at the end of a line. */
export const lineEnds: Check = {
  id: 'print:line-end',
  title: { zh: '行末禁则', en: 'marks at the end of a line' },
  clause: 'GB/T 15834-2011 5.1.3、5.1.8',
  severity: 'warning',
  *find(layout) {
    for (const paragraph of textParagraphs(layout)) {
      for (const [i, line] of paragraph.lines.entries()) {
        const after = paragraph.lines[i + 1];
        const mark = [...(line.glyphs.at(-1)?.text ?? '')].at(-1) ?? '';
        const divides = layout.facts.lines.edges !== 'basic' && dividing.has(mark);
        if (!after || !(opening.has(mark) || divides)) continue;
        // Addresses break behind a stroke.
        if (mark === '/' && line.glyphs.at(-1)?.owner?.inline.some((type) => type === 'Link' || type === 'Code'))
          continue;
        const around = aroundBreak(line, after);
        const texts = {
          zh: `“${mark}”排在了行末（${around}）`,
          en: `"${mark}" stands at the end of a line (${around})`,
        };
        yield { page: line.page, line, paragraph, texts };
      }
    }
  },
};
