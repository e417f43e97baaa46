import { han } from '../marks.ts';
import type { Glyph } from '../read/painted.ts';
import { type Check, type Layout, lineOf } from './check.ts';

/** Boxes printed in place of characters that the font lacks. */
export const missingGlyphs: Check = {
  id: 'print:notdef',
  title: { zh: '缺字', en: 'missing glyphs' },
  clause: 'ISO 32000-1 9.7.6.3',
  severity: 'warning',
  *find(layout) {
    for (const [page, { glyphs }] of layout.pages.entries()) {
      const missing = glyphs.filter((glyph) => glyph.font.isMissing(glyph.code));
      const [first] = missing;
      if (!first) continue;
      const zh = `有 ${missing.length} 个字印成了空框（${around(layout, page, first)}）`;
      const en = `${missing.length} ${missing.length === 1 ? 'character is' : 'characters are'} printed as an empty box (${around(layout, page, first)})`;
      yield { page, ...lineOf(layout, page, first), texts: { zh, en } };
    }
  },
};

/** Characters in a font that the template does not have, and Han characters in another font than those on both sides of them. */
export const wrongFonts: Check = {
  id: 'print:wrong-font',
  title: { zh: '字体不对', en: 'wrong fonts' },
  clause: 'CLREQ 2.1',
  severity: 'warning',
  *find(layout) {
    const fonts = new Set(layout.facts.fonts);
    for (const [page, { glyphs }] of layout.pages.entries()) {
      const foreign =
        fonts.size > 0 ? glyphs.find(({ font, text }) => !fonts.has(font.name) && text.trim() !== '') : undefined;
      if (foreign) {
        const name = foreign.font.name || 'Type 3';
        const zh = `“${foreign.text}”用了模板里没有的字体 ${name}`;
        const en = `"${foreign.text}" is set in ${name}, a font that the template does not have`;
        yield { page, ...lineOf(layout, page, foreign), texts: { zh, en } };
      }
    }
    for (const paragraph of layout.paragraphs) {
      for (const line of paragraph.lines) {
        const odd = line.glyphs.find((glyph, i) => stepsOut(line.glyphs[i - 1], glyph, line.glyphs[i + 1]));
        if (!odd) continue;
        const zh = `“${odd.text}”的字体（${odd.font.name}）与两边的字不同`;
        const en = `"${odd.text}" is in another font (${odd.font.name}) than the characters beside it`;
        yield { page: line.page, line, paragraph, texts: { zh, en } };
      }
    }
  },
};

/** A single Han character in a font of its own, between two of one font, with nothing in the text to ask for it. */
function stepsOut(before: Glyph | undefined, glyph: Glyph, after: Glyph | undefined): boolean {
  if (!before || !after || !han.test(glyph.text) || !han.test(before.text) || !han.test(after.text)) return false;
  const same = before.font.name === after.font.name && before.size === after.size && before.size === glyph.size;
  return (
    same &&
    glyph.font.name !== before.font.name &&
    glyph.owner?.inline.length === 0 &&
    before.owner?.block === glyph.owner?.block
  );
}

function around(layout: Layout, page: number, glyph: Glyph): string {
  const text = lineOf(layout, page, glyph).line?.text.trim() ?? '';
  return [...text].slice(0, 12).join('');
}
