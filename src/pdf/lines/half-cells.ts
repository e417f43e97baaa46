import { Blob, Face, Font } from 'harfbuzzjs';
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
export function hasHalfCells(font: Uint8Array): boolean {
  const face = faceOf(font);
  const sized = new Font(face);
  const space = sized.nominalGlyph(enSpace);
  return (
    face.getTableFeatureTags('GPOS').includes('halt') &&
    space !== undefined &&
    sized.glyphHAdvance(space) * 2 === face.upem
  );
}

/**
 * The font with other glyphs for two characters: for U+3000 the space of half an em (see `halfCell`), and for the interpunct `·`,
 * where that is as narrow as in Latin text, the dot in the middle of a cell, which `halt` makes half a cell wide
 * (GB/T 15834—2011, 5.1.7). A font without such a space is returned as it is.
 * `used`: whether the book itself has that character; then it keeps its glyph.
 */
export function withHalfCells(font: Buffer, used: (code: number) => boolean): Buffer {
  const face = faceOf(font);
  const sized = new Font(face);
  const glyphs = new Map<number, number>();
  for (const unicode of face.collectUnicodes()) glyphs.set(unicode, sized.nominalGlyph(unicode) ?? 0);
  const space = glyphs.get(enSpace);
  const ideographic = glyphs.get(code(halfCell));
  if (space === undefined || ideographic === undefined || sized.glyphHAdvance(space) * 2 !== face.upem) return font;
  glyphs.set(code(halfCell), space);
  // One character to a glyph, or the PDF could name the wrong one.
  glyphs.delete(enSpace);
  const dot = glyphs.get(katakanaDot);
  if (dot !== undefined && glyphs.has(middleDot) && !used(katakanaDot)) {
    glyphs.set(middleDot, dot);
    glyphs.delete(katakanaDot);
  }
  return replaceTable(font, 'cmap', characterMap(glyphs));
}

function faceOf(font: Uint8Array): Face {
  return new Face(new Blob(font.buffer.slice(font.byteOffset, font.byteOffset + font.length) as ArrayBuffer));
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

/** The font file with one table changed, the others as they were (OpenType 1.9, "Organization of an OpenType Font"). */
function replaceTable(font: Buffer, tag: string, table: Buffer): Buffer {
  const count = font.readUInt16BE(4);
  const records = Array.from({ length: count }, (_, i) => {
    const at = 12 + 16 * i;
    const name = font.toString('latin1', at, at + 4);
    const offset = font.readUInt32BE(at + 8);
    const bytes = name === tag ? table : Buffer.from(font.subarray(offset, offset + font.readUInt32BE(at + 12)));
    if (name === 'head') bytes.writeUInt32BE(0, 8);
    return { name, bytes };
  });
  const directory = Buffer.from(font.subarray(0, 12 + 16 * count));
  const bodies: Buffer[] = [];
  let offset = directory.length;
  for (const [i, { bytes }] of records.entries()) {
    directory.writeUInt32BE(checksum(bytes), 12 + 16 * i + 4);
    directory.writeUInt32BE(offset, 12 + 16 * i + 8);
    directory.writeUInt32BE(bytes.length, 12 + 16 * i + 12);
    const padded = Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
    bodies.push(padded);
    offset += padded.length;
  }
  const whole = Buffer.concat([directory, ...bodies]);
  const head = records.findIndex(({ name }) => name === 'head');
  const adjustment = (0xb1b0afba - checksum(whole)) >>> 0;
  whole.writeUInt32BE(adjustment, directory.readUInt32BE(12 + 16 * head + 8) + 8);
  return whole;
}

function checksum(bytes: Buffer): number {
  let sum = 0;
  const whole = bytes.length & ~3;
  for (let at = 0; at < whole; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0;
  let rest = 0;
  for (let at = whole; at < whole + 4; at++) rest = rest * 256 + (bytes[at] ?? 0);
  return whole === bytes.length ? sum : (sum + rest) >>> 0;
}
