import { toUnicodeMap } from './cmap.ts';
import type { ObjectTable } from './file.ts';
import type { FontSubset } from './font-subset.ts';
import { type MergedFont, mergeFonts, subsetTag } from './merge-fonts.ts';
import { array, dictionary, name, reference } from './syntax.ts';

/** Groups the parts' subsets by face. */
export function groupByFace(subsets: Iterable<FontSubset>): Map<string, FontSubset[]> {
  const faces = new Map<string, FontSubset[]>();
  for (const subset of subsets) faces.set(subset.key, [...(faces.get(subset.key) ?? []), subset]);
  return faces;
}

/**
 * Writes one font object for each face. A composite font is five objects: the font, its descendant with the widths, the
 * descriptor, the outlines, and the table from codes to text (ISO 32000-1, 9.7).
 */
export function writeFonts(
  table: ObjectTable,
  faces: ReadonlyMap<string, FontSubset[]>,
  shared: (key: string) => number,
): void {
  for (const [key, subsets] of faces) writeFont(table, shared(key), mergeFonts(subsets));
}

function writeFont(table: ObjectTable, number: number, font: MergedFont): void {
  const baseFont = name(`${subsetTag(font.program)}+${font.name}`);
  const program = table.addData(font.program, { Length1: font.program.length });
  const descriptor = table.add(
    `<</Type /FontDescriptor/FontName ${baseFont}${font.descriptor.replace(/\/Type ?\/FontDescriptor/, '')}/FontFile2 ${reference(program)}>>`,
  );
  const descendant = table.add(
    dictionary({
      Type: '/Font',
      Subtype: '/CIDFontType2',
      BaseFont: baseFont,
      CIDSystemInfo: '<</Registry (Adobe)/Ordering (Identity)/Supplement 0>>',
      CIDToGIDMap: '/Identity',
      FontDescriptor: reference(descriptor),
      DW: 1000,
      W: widthsOf(font.widths),
    }),
  );
  const text = table.addData(Buffer.from(toUnicodeMap(font.text), 'latin1'));
  table.set(
    number,
    dictionary({
      Type: '/Font',
      Subtype: '/Type0',
      BaseFont: baseFont,
      Encoding: `/${font.encoding}`,
      DescendantFonts: array([reference(descendant)]),
      ToUnicode: reference(text),
    }),
  );
}

/** W of ISO 32000-1, 9.7.4.3: runs of glyphs that follow each other. An em wide is what glyphs are that it does not name. */
function widthsOf(widths: MergedFont['widths']): string {
  const runs: { first: number; widths: number[] }[] = [];
  for (const [glyph, width] of widths) {
    if (width === 1000) continue;
    const run = runs.at(-1);
    if (run && run.first + run.widths.length === glyph) run.widths.push(width);
    else runs.push({ first: glyph, widths: [width] });
  }
  return array(runs.flatMap((run) => [run.first, array(run.widths)]));
}
