import { createHash } from 'node:crypto';
import { characterOf, isSign } from '../finish/signs.ts';
import type { FontSubset } from './font-subset.ts';
import { writeTables } from './sfnt.ts';

/** A face with all the glyphs that the parts show of it. */
export interface MergedFont {
  name: string;
  encoding: string;
  descriptor: string;
  program: Buffer;
  /** Text by glyph number, ascending. */
  text: [number, string][];
  /** Advance in thousandths of the em by glyph number, ascending. */
  widths: [number, number][];
}

/** Fields of `maxp` that are the most of all glyphs, from offset 6 on (OpenType 1.9, `maxp`). */
const firstMaximum = 6;

/**
 * One font out of the parts' subsets of a face. They may be merged because each glyph has the same number in all of them: the
 * book's fonts are cut once for the whole book (../subset.ts), and Chromium keeps the numbers when it cuts them again for a part.
 * @throws Error when a glyph is drawn in two ways, or stands for two texts.
 */
export function mergeFonts(subsets: readonly FontSubset[]): MergedFont {
  const [first] = subsets;
  if (!first) throw new Error('no font to merge');
  const outlines = new Map<number, { outline: Buffer; advance: number; bearing: number }>();
  const text = new Map<number, string>();
  const maxp = Buffer.from(first.tables.get('maxp') as Uint8Array);
  for (const subset of subsets) {
    const all = Buffer.from(subset.outlines.buffer, subset.outlines.byteOffset, subset.outlines.length);
    let start = 0;
    for (const [i, glyph] of subset.glyphs.entries()) {
      const end = subset.ends[i] as number;
      const outline = all.subarray(start, end);
      start = end;
      const before = outlines.get(glyph);
      if (!before) {
        outlines.set(glyph, { outline, advance: subset.advances[i] ?? 0, bearing: subset.bearings[i] ?? 0 });
      } else if (!sameOutline(before.outline, outline) || before.advance !== subset.advances[i]) {
        throw new Error(`glyph ${glyph} of the font ${subset.name} is drawn in two ways`);
      }
    }
    for (const [glyph, value] of subset.text) {
      const before = text.get(glyph);
      // What one part could only call by a sign, another knows.
      if (before !== undefined && isSign(value)) continue;
      if (before !== undefined && before !== value && !isSign(before)) {
        throw new Error(`glyph ${glyph} of the font ${subset.name} stands for “${before}” and for “${value}”`);
      }
      text.set(glyph, value);
    }
    const own = Buffer.from(subset.tables.get('maxp') as Uint8Array);
    for (let i = firstMaximum; i + 1 < maxp.length; i += 2)
      maxp.writeUInt16BE(Math.max(maxp.readUInt16BE(i), own.readUInt16BE(i)), i);
  }
  const { program, widths } = writeProgram(first, outlines, maxp);
  const { name, encoding, descriptor } = first;
  const names = [...text].map(([glyph, value]): [number, string] => [glyph, characterOf(value)]);
  return { name, encoding, descriptor, program, widths, text: names.sort(([a], [b]) => a - b) };
}

/** HarfBuzz fills an outline up to an even length, or does not. */
function sameOutline(a: Buffer, b: Buffer): boolean {
  if (a.length === b.length) return a.equals(b);
  const length = Math.min(a.length, b.length);
  if (length === 0 || Math.abs(a.length - b.length) > 3) return false;
  const rest = (a.length > b.length ? a : b).subarray(length);
  return a.subarray(0, length).equals(b.subarray(0, length)) && rest.every((byte) => byte === 0);
}

function writeProgram(
  first: FontSubset,
  outlines: ReadonlyMap<number, { outline: Buffer; advance: number; bearing: number }>,
  maxp: Buffer,
): { program: Buffer; widths: [number, number][] } {
  const glyphs = [...outlines.keys()].sort((a, b) => a - b);
  const count = (glyphs.at(-1) ?? 0) + 1;
  const head = Buffer.from(first.tables.get('head') as Uint8Array);
  const hhea = Buffer.from(first.tables.get('hhea') as Uint8Array);
  const unit = head.readUInt16BE(18);
  const loca = Buffer.alloc(4 * (count + 1));
  const hmtx = Buffer.alloc(4 * count);
  const parts: Buffer[] = [];
  const widths: [number, number][] = [];
  let size = 0;
  let next = 0;
  for (let glyph = 0; glyph < count; glyph++) {
    loca.writeUInt32BE(size, 4 * glyph);
    if (glyphs[next] !== glyph) continue;
    next++;
    const { outline, advance, bearing } = outlines.get(glyph) as { outline: Buffer; advance: number; bearing: number };
    hmtx.writeUInt16BE(advance, 4 * glyph);
    hmtx.writeInt16BE(bearing, 4 * glyph + 2);
    widths.push([glyph, Math.round((advance * 1e6) / unit) / 1000]);
    const padding = (4 - (outline.length % 4)) % 4;
    parts.push(outline, Buffer.alloc(padding));
    size += outline.length + padding;
  }
  loca.writeUInt32BE(size, 4 * count);
  head.writeUInt32BE(0, 8);
  head.writeInt16BE(1, 50);
  hhea.writeUInt16BE(count, 34);
  maxp.writeUInt16BE(count, 4);
  const tables = new Map<string, Buffer>([...first.tables].map(([tag, bytes]) => [tag, Buffer.from(bytes)]));
  for (const [tag, bytes] of Object.entries({ head, hhea, maxp, loca, hmtx, glyf: Buffer.concat(parts) }))
    tables.set(tag, bytes);
  return { program: writeTables(tables), widths };
}

/** The six letters before the name of a subset (ISO 32000-1, 9.6.4): the same glyphs have the same ones. */
export function subsetTag(program: Buffer): string {
  const digest = createHash('sha256').update(program).digest();
  return [...digest.subarray(0, 6)].map((byte) => String.fromCharCode(65 + (byte % 26))).join('');
}
