import { type Glyph, type PageContent, runsOf } from './read/painted.ts';
import type { Place, Writing } from './read/place.ts';
import type { Block, Owner } from './read/structure.ts';

/** A line of one block, its glyphs in the order of writing. */
export interface Line extends Place {
  /** Page index from 0. */
  page: number;
  block: Block;
  glyphs: Glyph[];
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

/** What is no text of its line: readings over the characters, and the words in a picture. */
const aside: ReadonlySet<string> = new Set(['RT', 'RP', 'Figure']);

/** The blocks of text of all pages, in the order in which they are painted. What is no block of text (artifacts) is left out. */
export function findParagraphs(pages: readonly PageContent[], writing: Writing): Paragraph[] {
  const paragraphs = new Map<Block, Paragraph>();
  for (const [page, { glyphs }] of pages.entries()) {
    const open = new Map<Block, Glyph[][]>();
    for (const { owner, run } of runsOf(glyphs)) {
      if (!owner || !isText(owner)) continue;
      const rows = open.get(owner.block) ?? [];
      open.set(owner.block, rows);
      for (const glyph of run) {
        const row = rows.at(-1);
        if (row && joins(row, glyph, writing)) row.push(glyph);
        else rows.push([glyph]);
      }
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

function isText({ block, inline }: Owner): boolean {
  return block.role !== 'Formula' && !inline.some((type) => aside.has(type));
}

/**
 * Whether a glyph goes on with a line: not further off than a raised note mark or half of a 夹注. In vertical text glyphs on their
 * side stand in one line with upright ones.
 */
function joins(row: readonly Glyph[], glyph: Glyph, writing: Writing): boolean {
  if (inFormula(glyph)) return true;
  const last = row.at(-1) as Glyph;
  const base = last.owner?.inline.length === 0 ? last : (row.findLast((each) => !inFormula(each)) ?? last);
  const upright = writing === 'vertical-rl' && base.angle <= 90 && glyph.angle <= 90;
  if (!upright && base.angle !== glyph.angle) return false;
  const largest = Math.max(base.size, glyph.size);
  const off = Math.abs(glyph.across - base.across);
  // What goes far back is the next line, however tight the lines are set.
  return off < 0.2 * largest || (off < 0.65 * largest && glyph.start > base.start - 12 * largest);
}

function lineOf(row: Glyph[], block: Block, page: number, writing: Writing): Line | undefined {
  const inOrder = row.every((glyph, i) => i === 0 || glyph.start >= (row[i - 1] as Glyph).start);
  const glyphs = inOrder ? row : row.toSorted((a, b) => a.start - b.start);
  const text = glyphs.map((glyph) => glyph.text).join('');
  const shown = glyphs.filter((glyph) => glyph.text.trim() !== '' || glyph.text === '');
  if (shown.length === 0) return undefined;
  const size = commonest(shown.map((glyph) => Math.round(glyph.size * 10) / 10));
  const base = shown.find((glyph) => Math.abs(glyph.size - size) < 0.1) ?? (shown[0] as Glyph);
  const upright = writing === 'vertical-rl' ? [0, 90] : [0];
  return {
    page,
    block,
    glyphs: shown,
    size,
    text,
    start: (shown[0] as Glyph).start,
    end: Math.max(...shown.map((glyph) => glyph.end)),
    across: base.across,
    turned: !upright.includes(base.angle),
  };
}

function inFormula({ owner }: Glyph): boolean {
  return owner?.inline.includes('Formula') ?? false;
}

function commonest(values: readonly number[]): number {
  const [first] = values;
  if (first !== undefined && values.every((value) => value === first)) return first;
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, each) => (each[1] > best[1] ? each : best), [0, 0])[0];
}
