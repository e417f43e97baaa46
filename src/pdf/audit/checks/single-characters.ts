import { han } from '../marks.ts';
import { aroundBreak, type Check, textParagraphs } from './check.ts';

/** A last line that holds one character alone, with or without marks. */
export const singleCharacters: Check = {
  id: 'print:single-character',
  title: { zh: '单字成行', en: 'single characters on a last line' },
  clause: 'CLREQ 3.1.6',
  severity: 'warning',
  *find(layout) {
    for (const paragraph of textParagraphs(layout)) {
      const { lines, block } = paragraph;
      const last = lines.at(-1);
      // In a narrow cell it cannot be helped.
      if (!last || block.role === 'TD' || block.role === 'TH' || block.within.includes('TR')) continue;
      // The number of a chapter stands in a line of its own over the title.
      const before = lines.at(-2);
      if (!before || Math.abs(before.size - last.size) > 0.1) continue;
      const letters = [...last.text].filter((character) => /[\p{L}\p{N}]/u.test(character));
      if (letters.length !== 1 || !han.test(letters[0] ?? '')) continue;
      const around = aroundBreak(before, last);
      const texts = {
        zh: `段末一行只有一个字（${around}）`,
        en: `the last line of a paragraph is a single character (${around})`,
      };
      yield { page: last.page, line: last, paragraph, texts };
    }
  },
};
