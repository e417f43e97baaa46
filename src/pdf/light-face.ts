import { Blob, Face } from 'harfbuzzjs';
import { readTables, writeTables } from './assemble/sfnt.ts';

/** Tables that say which glyph a character has, and how wide glyphs are. */
const light: ReadonlySet<string> = new Set(['cmap', 'GPOS', 'head', 'hhea', 'hmtx', 'maxp', 'OS/2']);

/** The font for HarfBuzz without its outlines, which would all be copied into its memory. */
export function lightFace(font: Buffer): Face {
  const bytes = writeTables(new Map([...readTables(font)].filter(([tag]) => light.has(tag))));
  return new Face(new Blob(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer));
}
