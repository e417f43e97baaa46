import { aroundBreak, type Check, textParagraphs } from './check.ts';

/** Signs and symbols of units that belong to the number before them (GB 3100, GB/T 15835-2011 4.1). */
const units =
  /^(?:[%‰°℃℉′″]|(?:[kcmMGTμnd]?(?:m[²³]?|g|L|l|W|V|A|Hz|Pa|J|eV|bit|B|Wh|mol|Ω|s|min)|km|hm²|ha|t|h|d|dB|kW·?h)(?![\p{L}\d]))/u;

/** A number that a line break cuts in two, or parts from its unit. */
export const splitNumbers: Check = {
  id: 'print:split-number',
  title: { zh: '数字与单位断开', en: 'numbers parted from their units' },
  clause: 'GB/T 15835-2011 4.1；CLREQ 3.1.4',
  severity: 'warning',
  *find(layout) {
    for (const paragraph of textParagraphs(layout)) {
      for (const [i, line] of paragraph.lines.entries()) {
        const after = paragraph.lines[i + 1];
        if (!after || line.glyphs.at(-1)?.owner?.inline.some((type) => type === 'Link' || type === 'Code')) continue;
        const head = line.text.trimEnd();
        const tail = after.text.trimStart();
        // A raised digit is a note mark and no part of the number.
        const raised =
          (after.glyphs[0]?.size ?? 0) < 0.8 * after.size || (line.glyphs.at(-1)?.size ?? 0) < 0.8 * line.size;
        if (raised || !/\d$/.test(head)) continue;
        const number = /^(?:\d|[.,]\d)/.test(tail);
        if (!number && !units.test(tail)) continue;
        const around = aroundBreak(line, after);
        const texts = number
          ? { zh: `一个数断在两行（${around}）`, en: `a number is broken over two lines (${around})` }
          : {
              zh: `数字与单位断在两行（${around}）`,
              en: `a number and its unit are broken over two lines (${around})`,
            };
        yield { page: line.page, line, paragraph, texts };
      }
    }
  },
};
