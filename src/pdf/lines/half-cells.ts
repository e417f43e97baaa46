import { Font } from 'harfbuzzjs';
import { readTables, writeTables } from '../assemble/sfnt.ts';
import { lightFace } from '../light-face.ts';
import { halfCell } from './marks.ts';

const code = (character: string) => character.codePointAt(0) ?? 0;
const enSpace = code('\u2002');
const middleDot = code('·');
const katakanaDot = code('・');

/** What a subset must hold besides the characters of the book, for the glyphs that `withHalfCells` gives to others. */
export const glyphDonors: readonly number[] = [enSpace, code('\u2003'), katakanaDot];

/**
 * Whether a font has what setting marks half a cell wide takes: the feature `halt`, and a space of half an em.
 */
export function hasHalfCells(font: Buffer): boolean {
  const face = lightFace(font);
  const sized = new Font(face);
  const space = sized.nominalGlyph(enSpace);
  return (
    face.getTableFeatureTags('GPOS').includes('halt') &&
    space !== undefined &&
    sized.glyphHAdvance(space) * 2 === face.upem
  );
}

/** How the cells of a book are. */
export interface Cells {
  /** What is put between characters, in em. */
  tracking: number;
  /** Whether the book itself has ・ (U+30FB), which then keeps its glyph. */
  hasKatakanaDot: boolean;
}

/**
 * The font with other glyphs for two characters: for U+3000 the space of half an em (see `halfCell`), and for the interpunct `·`,
 * where that is as narrow as in Latin text, the dot in the middle of a cell, which `halt` makes half a cell wide
 * (GB/T 15834—2011, 5.1.7). A font without such a space is returned as it is.
 */
export function withHalfCells(font: Buffer, { tracking, hasKatakanaDot }: Cells): Buffer {
  const face = lightFace(font);
  const sized = new Font(face);
  const glyphs = new Map<number, number>();
  for (const unicode of face.collectUnicodes()) glyphs.set(unicode, sized.nominalGlyph(unicode) ?? 0);
  const space = glyphs.get(enSpace);
  if (space === undefined || !glyphs.has(code(halfCell)) || sized.glyphHAdvance(space) * 2 !== face.upem) return font;
  glyphs.set(code(halfCell), space);
  // One character to a glyph, or the PDF could name the wrong one.
  glyphs.delete(enSpace);
  const dot = glyphs.get(katakanaDot);
  if (dot !== undefined && glyphs.has(middleDot) && !hasKatakanaDot) {
    glyphs.set(middleDot, dot);
    glyphs.delete(katakanaDot);
  }
  const tables = readTables(font);
  tables.set('cmap', characterMap(glyphs));
  if (tracking !== 0) tables.set('hmtx', withAdvance(tables, space, Math.round(face.upem * (0.5 - tracking))));
  return writeTables(tables);
}

/** A mark and its other half are two characters, and are spaced twice: the second must make up for that. */
function withAdvance(tables: ReadonlyMap<string, Buffer>, glyph: number, advance: number): Buffer {
  const table = Buffer.from(tables.get('hmtx') ?? '');
  // numberOfHMetrics: glyphs beyond share the last width (OpenType 1.9, hmtx).
  const metrics = tables.get('hhea')?.readUInt16BE(34) ?? 0;
  if (glyph < metrics) table.writeUInt16BE(Math.max(0, advance), glyph * 4);
  return table;
}

/** A `cmap` table with one subtable of format 12, for all of Unicode (OpenType 1.9, cmap). */
function characterMap(glyphs: ReadonlyMap<number, number>): Buffer {
  const groups: { first: number; last: number; glyph: number }[] = [];
  for (const [unicode, glyph] of [...glyphs].sort(([a], [b]) => a - b)) {
    const group = groups.at(-1);
    if (group && unicode === group.last + 1 && glyph === group.glyph + unicode - group.first) group.last = unicode;
    else groups.push({ first: unicode, last: unicode, glyph });
  }
  const table = Buffer.alloc(12 + 16 + 12 * groups.length);
  table.writeUInt16BE(1, 2);
  table.writeUInt16BE(3, 4);
  table.writeUInt16BE(10, 6);
  table.writeUInt32BE(12, 8);
  table.writeUInt16BE(12, 12);
  table.writeUInt32BE(table.length - 12, 16);
  table.writeUInt32BE(groups.length, 24);
  for (const [i, { first, last, glyph }] of groups.entries()) {
    table.writeUInt32BE(first, 28 + 12 * i);
    table.writeUInt32BE(last, 32 + 12 * i);
    table.writeUInt32BE(glyph, 36 + 12 * i);
  }
  return table;
}
