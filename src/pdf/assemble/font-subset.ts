import { createHash } from 'node:crypto';
import { PDFArray, type PDFContext, PDFDict, PDFName, PDFRawStream, PDFRef } from '@cantoo/pdf-lib';
import { decodeStream } from '../finish/content-stream.ts';
import { nameText, toName } from '../finish/names.ts';
import { readToUnicode } from '../finish/to-unicode.ts';
import { readTables } from './sfnt.ts';

/** What one part shows of a face: some of its glyphs under their own numbers, and the text of each. */
export interface FontSubset {
  /** The same for all subsets of one face. */
  key: string;
  /** PostScript name, without the six letters of a subset. */
  name: string;
  /** FontDescriptor without name and program, as it stands in the file. */
  descriptor: string;
  /** `Identity-H` or `Identity-V`. */
  encoding: string;
  /** Tables that are not by glyph: `head`, `hhea`, `maxp`, `cvt `, `fpgm`, `prep`. */
  tables: Map<string, Uint8Array>;
  /** Glyph numbers, ascending; the other arrays go with it. */
  glyphs: Uint16Array;
  /** Where each outline ends in `outlines`. */
  ends: Uint32Array;
  outlines: Uint8Array;
  /** Advance width and left side bearing in units of the em. */
  advances: Uint16Array;
  bearings: Int16Array;
  /** The text of each glyph that stands for one. */
  text: Map<number, string>;
}

/** The tables that a glyph's outline and width are drawn with. */
const common = ['head', 'hhea', 'maxp', 'cvt ', 'fpgm', 'prep'];

/** Fields of the tables that tell of the subset, not of the face: [offset, length] in bytes. */
const bySubset: Readonly<Record<string, [number, number][]>> = {
  // checkSumAdjustment; xMin to yMax; indexToLocFormat.
  head: [
    [8, 4],
    [36, 8],
    [50, 2],
  ],
  // advanceWidthMax to xMaxExtent; numberOfHMetrics.
  hhea: [
    [10, 8],
    [34, 2],
  ],
};

/**
 * Reads a composite TrueType font whose codes are the glyph numbers of its face, as Chromium embeds every TrueType font.
 * undefined for a Type 3 font, whose glyphs are drawings (of a font that may not be embedded, of coloured signs): it stays in its
 * part as it is.
 * @throws Error when a font is of another kind, so that it could not be joined with that of other parts, or cannot be read, or has
 * no table of its text.
 */
function readSubset(context: PDFContext, font: PDFDict): FontSubset | undefined {
  const look = (dict: PDFDict | undefined, key: string) => dict?.lookup(toName(key));
  const nameAt = (dict: PDFDict | undefined, key: string) => {
    const value = look(dict, key);
    return value instanceof PDFName ? nameText(value) : '';
  };
  const kind = nameAt(font, 'Subtype');
  const list = look(font, 'DescendantFonts');
  const descendant = list instanceof PDFArray ? context.lookup(list.get(0)) : undefined;
  const descriptor = descendant instanceof PDFDict ? look(descendant, 'FontDescriptor') : look(font, 'FontDescriptor');
  const name = (
    nameAt(font, 'BaseFont') ||
    (descriptor instanceof PDFDict && nameAt(descriptor, 'FontName')) ||
    kind
  ).replace(/^[A-Z]{6}\+/, '');
  const map = look(font, 'ToUnicode');
  if (!(map instanceof PDFRawStream)) throw new Error(`the font ${name} has no table of its text`);
  if (kind === 'Type3') return undefined;
  const program = descriptor instanceof PDFDict ? look(descriptor, 'FontFile2') : undefined;
  const encoding = nameAt(font, 'Encoding');
  const byGlyph =
    kind === 'Type0' &&
    descendant instanceof PDFDict &&
    nameAt(descendant, 'CIDToGIDMap') === 'Identity' &&
    encoding.startsWith('Identity-');
  if (!byGlyph || !(descriptor instanceof PDFDict) || !(program instanceof PDFRawStream))
    throw new Error(
      `the font ${name} is embedded in a way (${kind}) in which it cannot be joined with that of other parts`,
    );
  const text = readToUnicode(decodeStream(map));
  const tables = readTables(decodeStream(program));
  const face = new Map(common.flatMap((tag) => (tables.has(tag) ? [[tag, Uint8Array.from(table(tables, tag))]] : [])));
  const said = describe(descriptor);
  const key = `font ${name} ${encoding} ${fingerprint(face, said)}`;
  return { key, name, descriptor: said, encoding, tables: face, ...readGlyphs(tables, text), text };
}

function readGlyphs(tables: ReadonlyMap<string, Buffer>, text: ReadonlyMap<number, string>) {
  const [head, maxp, hhea] = [table(tables, 'head'), table(tables, 'maxp'), table(tables, 'hhea')];
  const [loca, glyf, hmtx] = [table(tables, 'loca'), table(tables, 'glyf'), table(tables, 'hmtx')];
  const long = head.readInt16BE(50) === 1;
  const place = (glyph: number) => (long ? loca.readUInt32BE(4 * glyph) : 2 * loca.readUInt16BE(2 * glyph));
  const metrics = hhea.readUInt16BE(34);
  const found: { glyph: number; start: number; end: number }[] = [];
  const count = maxp.readUInt16BE(4);
  for (let glyph = 0; glyph < count; glyph++) {
    const [start, end] = [place(glyph), place(glyph + 1)];
    if (end < start || end > glyf.length) throw new RangeError('an outline of the font lies outside it');
    // Glyph 0 is what a character without a glyph would show.
    if (end > start || text.has(glyph) || glyph === 0) found.push({ glyph, start, end });
  }
  const ends = new Uint32Array(found.length);
  const advances = new Uint16Array(found.length);
  const bearings = new Int16Array(found.length);
  let size = 0;
  for (const [i, { glyph, start, end }] of found.entries()) {
    size += end - start;
    ends[i] = size;
    advances[i] = hmtx.readUInt16BE(4 * Math.min(glyph, metrics - 1));
    bearings[i] =
      glyph < metrics ? hmtx.readInt16BE(4 * glyph + 2) : hmtx.readInt16BE(4 * metrics + 2 * (glyph - metrics));
  }
  const outlines = Uint8Array.from(Buffer.concat(found.map(({ start, end }) => glyf.subarray(start, end))));
  return { glyphs: Uint16Array.from(found, ({ glyph }) => glyph), ends, outlines, advances, bearings };
}

function table(tables: ReadonlyMap<string, Buffer>, tag: string): Buffer {
  const found = tables.get(tag);
  if (!found) throw new Error(`the font has no table ${tag}`);
  return found;
}

function describe(descriptor: PDFDict): string {
  return descriptor
    .entries()
    .filter(([key, value]) => !/Font(Name|File2)$/.test(nameText(key)) && !(value instanceof PDFRef))
    .map(([key, value]) => `${key.toString()} ${value.toString()}`)
    .join('');
}

/** What two subsets have in common if they are of one face at all: everything that is not by glyph. */
function fingerprint(tables: ReadonlyMap<string, Uint8Array>, descriptor: string): string {
  const hash = createHash('sha256').update(descriptor);
  for (const [tag, bytes] of tables) {
    if (tag === 'maxp') continue;
    const plain = Buffer.from(bytes);
    for (const [offset, length] of bySubset[tag] ?? []) plain.fill(0, offset, offset + length);
    hash.update(tag).update(plain);
  }
  return hash.digest('hex').slice(0, 12);
}

/** Reads the fonts of a document that can be merged with those of others, and gives them their keys in `shared`. */
export function shareFonts(context: PDFContext, shared: Map<PDFRef, string>): FontSubset[] {
  return fontsOf(context).flatMap(([ref, font]) => {
    const subset = readSubset(context, font);
    if (subset) shared.set(ref, subset.key);
    return subset ?? [];
  });
}

/** Every font that the objects of a document hold, with its reference; the descendant of a composite font is a part of it. */
function fontsOf(context: PDFContext): [PDFRef, PDFDict][] {
  return context
    .enumerateIndirectObjects()
    .flatMap(([ref, object]): [PDFRef, PDFDict][] =>
      object instanceof PDFDict &&
      object.get(toName('Type')) === toName('Font') &&
      !String(object.get(toName('Subtype'))).startsWith('/CIDFont')
        ? [[ref, object]]
        : [],
    );
}
