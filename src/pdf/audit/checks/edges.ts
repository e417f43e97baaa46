import type { Glyph, Paint } from '../read/painted.ts';
import { boxOf } from './box.ts';
import { type Check, type Finding, frameOf, type Layout, lineOf } from './check.ts';

/** How far over the edge of the type area something may reach, in pt: strokes and the rounding of the browser. */
const slack = 1.5;

/** Text, tables and pictures that reach over the edge of the type area or of the paper. */
export const edges: Check = {
  id: 'print:over-edge',
  title: { zh: '超出版心', en: 'text or tables over the edge' },
  clause: 'CLREQ 2.2',
  severity: 'warning',
  *find(layout) {
    for (const [page, { width, height, glyphs, paints }] of layout.pages.entries()) {
      const frame = frameOf(layout, page);
      const paper = { left: 0, top: 0, right: width, bottom: height };
      const off = glyphs.filter(
        (glyph) => !glyph.artifact && glyph.text.trim() !== '' && outside(boxOf(glyph), paper, 0.5),
      );
      if (off.length > 0) yield finding(layout, page, off, '印到了纸外', 'stands beyond the edge of the paper');
      if (!frame) continue;
      const over = glyphs.filter(
        (glyph) =>
          glyph.owner &&
          glyph.text.trim() !== '' &&
          !off.includes(glyph) &&
          outside(boxOf(glyph), frame, hang(glyph, layout)),
      );
      if (over.length > 0) yield finding(layout, page, over, '超出了版心', 'stands beyond the type area');
      const picture = paints.find(
        (paint) =>
          paint.owner && paint.kind === 'picture' && outside(paint, frame, slack) && !bleeds(paint, width, height),
      );
      if (picture) {
        const [zh, en] = ['一幅图片超出了版心', 'a picture reaches beyond the type area'];
        yield { page, texts: { zh, en } };
      }
    }
  },
};

type Box = Pick<Paint, 'left' | 'top' | 'right' | 'bottom'>;

function outside(box: Box, edge: Box, by: number): boolean {
  return (
    box.left < edge.left - by || box.right > edge.right + by || box.top < edge.top - by || box.bottom > edge.bottom + by
  );
}

/** Marks at line ends are a matter of their own check: their empty half may reach over the edge. */
function hang({ size, text }: Glyph, { facts }: Layout): number {
  return slack + (/^[\p{P}\p{Z}]/u.test(text) ? size * (facts.lines.hanging ? 1 : 0.5) : 0);
}

/** A picture that fills the page on purpose. */
function bleeds(box: Box, width: number, height: number): boolean {
  return box.left < 1 && box.top < 1 && box.right > width - 1 && box.bottom > height - 1;
}

function finding(layout: Layout, page: number, glyphs: readonly Glyph[], zh: string, en: string): Finding {
  const [first] = glyphs;
  const { line, paragraph } = first ? lineOf(layout, page, first) : {};
  const text = glyphs
    .slice(0, 12)
    .map((glyph) => glyph.text)
    .join('');
  return { page, line, paragraph, texts: { zh: `“${text}”${zh}`, en: `"${text}" ${en}` } };
}
