import type { Line } from '../lines.ts';
import { type Check, type Layout, textParagraphs } from './check.ts';

/** How far a line may stand from its place, in parts of the distance of lines: less is not seen through the paper. */
const slack = 0.06;

/** Roles that only group: a paragraph in them alone is running text. */
const groups = /^(Document|Part|Art|Sect|Div|NonStruct)$/;

/**
 * Lines of running text that do not stand on the grid of the page, so that the lines of both sides of a leaf do not meet. Only
 * the first of several that follow each other on a page is told.
 */
export const offGrid: Check = {
  id: 'print:off-grid',
  title: { zh: '行不在网格上', en: 'lines off the grid' },
  clause: 'CLREQ 2.3',
  severity: 'warning',
  *find(layout) {
    const { sheets } = layout;
    const { grid } = layout.facts;
    if (!grid) return;
    let told = -1;
    const text = textFont(layout);
    for (const paragraph of textParagraphs(layout)) {
      const { role, within } = paragraph.block;
      if (role !== 'P' || !within.every((type) => groups.test(type))) continue;
      for (const line of paragraph.lines) {
        const info = sheets[line.page];
        if (line.turned || line.page === told || (info?.kind !== 'text' && info?.kind !== 'opener')) continue;
        if (Math.abs(line.size - grid.size) > 0.05 || !isTextLine(line, text)) continue;
        const lines = (line.across - grid.first[info.side]) / grid.leading;
        const off = lines - Math.round(lines);
        if (Math.abs(off) <= slack) continue;
        told = line.page;
        const by = Math.abs(off * grid.leading).toFixed(1);
        const start = [...line.text.trim()].slice(0, 10).join('');
        const texts = {
          zh: `从“${start}”起，行不在网格上，差 ${by} pt`,
          en: `from "${start}" on, the lines stand ${by} pt off the grid`,
        };
        yield { page: line.page, line, paragraph, texts };
      }
    }
  },
};

/** The font of most lines: titles in boxes have the size of the text, but another font. */
function textFont({ paragraphs }: Layout): string | undefined {
  const counts = new Map<string, number>();
  for (const { block, lines } of paragraphs) {
    const font = lines[0]?.glyphs[0]?.font.name ?? '';
    if (block.role === 'P') counts.set(font, (counts.get(font) ?? 0) + lines.length);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** The middle of a line is known by a glyph of the text's font and of the line's size, on its baseline. */
function isTextLine({ glyphs, size, across }: Line, font: string | undefined): boolean {
  return glyphs.some(
    (glyph) => glyph.font.name === font && Math.abs(glyph.size - size) < 0.05 && Math.abs(glyph.across - across) < 0.01,
  );
}
