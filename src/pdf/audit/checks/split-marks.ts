import { aroundBreak, type Check, textParagraphs } from './check.ts';

const doubles: ReadonlySet<string> = new Set(['—', '…', '⋯']);

/** A dash or an ellipsis of two cells that a line break cuts in two. */
export const splitMarks: Check = {
  id: 'print:split-mark',
  title: { zh: '破折号、省略号断开', en: 'dashes and ellipses in two lines' },
  clause: 'GB/T 15834-2011 5.1.4、5.1.5',
  severity: 'warning',
  *find(layout) {
    for (const paragraph of textParagraphs(layout)) {
      for (const [i, line] of paragraph.lines.entries()) {
        const after = paragraph.lines[i + 1];
        const last = [...(line.glyphs.at(-1)?.text ?? '')].at(-1) ?? '';
        if (!after || !doubles.has(last) || !after.glyphs[0]?.text.startsWith(last)) continue;
        const around = aroundBreak(line, after);
        const texts = {
          zh: `“${last}${last}”断在两行（${around}）`,
          en: `"${last}${last}" is broken over two lines (${around})`,
        };
        yield { page: line.page, line, paragraph, texts };
      }
    }
  },
};
