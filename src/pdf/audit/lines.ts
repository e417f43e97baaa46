import type { Glyph, PageContent } from './read/page.ts';
import type { Block } from './read/structure.ts';

/** Lengths in pt along the direction of writing (`start`, `end`) and from line to line (`across`: the middle of a line). */
export interface Place {
  start: number;
  end: number;
  across: number;
}

export interface PlacedGlyph extends Glyph, Place {}

/** A line of one block, its glyphs in the order of writing. */
export interface Line extends Place {
  /** Page index from 0. */
  page: number;
  block: Block;
  glyphs: PlacedGlyph[];
  /** The size of most of its glyphs, in pt. */
  size: number;
  text: string;
  /** Set on its side against the pages of the book, as in a turned table. */
  turned: boolean;
}

/** A block of text with its lines, on one page or several. */
export interface Paragraph {
  block: Block;
  lines: Line[];
}

export type Writing = 'horizontal-tb' | 'vertical-rl';

/** What is no text of its line: readings over the characters, and the words in a picture. */
const aside: ReadonlySet<string> = new Set(['RT', 'RP', 'Figure']);

/** The blocks of text of all pages, in the order in which they are painted. What is no block of text (artifacts) is left out. */
export function findParagraphs(pages: readonly PageContent[], writing: Writing): Paragraph[] {
  const paragraphs = new Map<Block, Paragraph>();
  for (const [page, { glyphs }] of pages.entries()) {
    const open = new Map<Block, PlacedGlyph[][]>();
    for (const glyph of glyphs) {
      const { owner } = glyph;
      if (!owner || owner.inline.some((type) => aside.has(type)) || owner.block.role === 'Formula') continue;
      const rows = open.get(owner.block) ?? [];
      open.set(owner.block, rows);
      const placed = place(glyph, writing);
      const row = rows.at(-1);
      if (row && joins(row, placed)) row.push(placed);
      else rows.push([placed]);
    }
    for (const [block, rows] of open) {
      const paragraph = paragraphs.get(block) ?? { block, lines: [] };
      paragraphs.set(block, paragraph);
      for (const row of rows) {
        const line = lineOf(row, block, page, writing);
        if (line) paragraph.lines.push(line);
      }
    }
  }
  return [...paragraphs.values()].filter(({ lines }) => lines.length > 0);
}

/** Whether a glyph goes on with a line: not further off than a raised note mark or half of a 夹注. */
function joins(row: readonly PlacedGlyph[], glyph: PlacedGlyph): boolean {
  if (glyph.owner?.inline.includes('Formula')) return true;
  const base = row.findLast(({ owner }) => !owner?.inline.includes('Formula')) ?? (row[0] as PlacedGlyph);
  const largest = Math.max(base.size, glyph.size);
  // What goes far back is the next line, however tight the lines are set.
  return Math.abs(glyph.across - base.across) < 0.65 * largest && base.angle % 180 === glyph.angle % 180
    ? glyph.start > base.start - 12 * largest || Math.abs(glyph.across - base.across) < 0.2 * largest
    : false;
}

function lineOf(row: PlacedGlyph[], block: Block, page: number, writing: Writing): Line | undefined {
  const glyphs = row.toSorted((a, b) => a.start - b.start);
  const text = glyphs.map((glyph) => glyph.text).join('');
  const shown = glyphs.filter((glyph) => glyph.text.trim() !== '' || glyph.text === '');
  if (shown.length === 0) return undefined;
  const size = commonest(shown.map((glyph) => Math.round(glyph.size * 10) / 10));
  const base = shown.find((glyph) => Math.abs(glyph.size - size) < 0.1) ?? (shown[0] as PlacedGlyph);
  const upright = writing === 'vertical-rl' ? [0, 90] : [0];
  return {
    page,
    block,
    glyphs: shown,
    size,
    text,
    start: Math.min(...shown.map((glyph) => glyph.start)),
    end: Math.max(...shown.map((glyph) => glyph.end)),
    across: base.across,
    turned: !upright.includes(base.angle),
  };
}

/**
 * A glyph's place in its direction of writing. Our fonts' em box lies from 0.12 em below the baseline to 0.88 above it (see
 * `fontFaceCss`); upright glyphs of vertical text stand in the middle of their line.
 */
function place(glyph: Glyph, writing: Writing): PlacedGlyph {
  const { x, y, size, advance, angle } = glyph;
  if (writing === 'vertical-rl' && angle === 0) {
    const start = y - 0.88 * size;
    return { ...glyph, start, end: start + size, across: -(x + advance / 2) };
  }
  if (angle === 90) return { ...glyph, start: y, end: y + advance, across: -(x + 0.38 * size) };
  if (angle === 270) return { ...glyph, start: -y, end: -y + advance, across: x - 0.38 * size };
  if (angle === 180) return { ...glyph, start: -x, end: -x + advance, across: -(y + 0.38 * size) };
  return { ...glyph, start: x, end: x + advance, across: y - 0.38 * size };
}

function commonest(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, each) => (each[1] > best[1] ? each : best), [0, 0])[0];
}
