import type { Line, Paragraph } from '../lines.ts';
import { hasEmptyHalf } from '../marks.ts';
import type { Glyph } from '../read/painted.ts';
import { aroundBreak, type Check, type Layout, textParagraphs } from './check.ts';

/** How far from the edge a line may end and still be flush, in em: a hair of rounding. */
const flush = 0.12;

/**
 * A full-width mark at the end of a justified line takes half a cell: its empty half does not push the text back from the edge
 * (a gap), and the mark itself does not stand beyond the edge (unless the template hangs marks).
 */
export const lineEndCells: Check = {
  id: 'print:line-end-cell',
  title: { zh: '行末标点占一字', en: 'full cells at the end of a line' },
  clause: 'GB/T 15834-2011 5.1.10',
  severity: 'warning',
  *find(layout) {
    const { hanging } = layout.facts.lines;
    for (const paragraph of textParagraphs(layout)) {
      const edge = edgeOf(paragraph, layout);
      if (edge === undefined) continue;
      for (const [i, line] of paragraph.lines.slice(0, -1).entries()) {
        const last = line.glyphs.at(-1) as Glyph;
        const mark = [...last.text].at(-1) ?? '';
        if (!hasEmptyHalf(mark, layout.facts) || last.advance < 0.9 * last.size) continue;
        const ink = last.start + last.size / 2;
        const short = (edge(line) - ink) / last.size;
        const around = aroundBreak(line, paragraph.lines[i + 1]);
        if (short > 0.5 - flush && short < 0.5 + flush) {
          const zh = `行末的“${mark}”占了一个字，右边空出半个字（${around}）`;
          const en = `"${mark}" fills a whole cell at the end of a line and leaves half a cell empty (${around})`;
          yield { page: line.page, line, paragraph, texts: { zh, en } };
        } else if (short < -flush && !hanging) {
          const zh = `行末的“${mark}”伸出了版心（${around}）`;
          const en = `"${mark}" stands beyond the end of the line (${around})`;
          yield { page: line.page, line, paragraph, texts: { zh, en } };
        }
      }
    }
  },
};

/**
 * Where the lines of a justified paragraph end; undefined if they are not justified. All lines but the last end at one edge, be it
 * with a glyph, or with either half of a mark.
 */
function edgeOf({ block, lines }: Paragraph, { facts, sheets }: Layout): ((line: Line) => number) | undefined {
  if (/^(TH|TD|Caption|H\d?|TOCI|Title)$/.test(block.role)) return undefined;
  const full = lines.slice(0, -1);
  if (full.length === 0 || full.some((line) => line.turned)) return undefined;
  const frames = facts.writing === 'horizontal-tb' ? facts.frames : undefined;
  // Lines of recto and verso pages stand at different places of the paper: all are measured from the type area.
  const origin = ({ page }: Line) => frames?.[sheets[page]?.side ?? 'recto'].left ?? 0;
  const ends = full.map((line) => {
    const last = line.glyphs.at(-1) as Glyph;
    const mark = [...last.text].at(-1) ?? '';
    const box = line.end - origin(line);
    return hasEmptyHalf(mark, facts) ? [box, last.start + last.size / 2 - origin(line)] : [box];
  });
  const size = (full[0] as Line).size;
  // Lines that end with something else than such a mark say where the edge is; else it is that of the type area.
  const sure = ends.filter((each) => each.length === 1).map(([end]) => end as number);
  const frame =
    frames && block.within.every((role) => /^(Document|Sect|Part|Div)$/.test(role)) ? frames.recto : undefined;
  const edge = sure.length > 0 ? Math.max(...sure) : frame && frame.right - frame.left;
  if (edge === undefined) return undefined;
  const flushAt = (end: number) => Math.abs(edge - end) < flush * size;
  if (!sure.every(flushAt) || !ends.every((each) => each.some(flushAt) || each.length === 2)) return undefined;
  return (line) => edge + origin(line);
}
