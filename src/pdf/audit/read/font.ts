import { PDFArray, PDFDict, PDFName, PDFNumber, type PDFObject, PDFRawStream } from '@cantoo/pdf-lib';
import { decodeStream } from '../../finish/content-stream.ts';
import { readToUnicode } from '../../finish/to-unicode.ts';

/** A font of a page, as far as the layout needs it. */
export interface PageFont {
  /** As the file calls it, without the tag of the subset: `NotoSerifSC-Regular`; '' for a Type 3 font. */
  name: string;
  /** Bytes of one code. */
  bytes: 1 | 2;
  textOf(code: number): string;
  /** Advance of a code, in em. */
  widthOf(code: number): number;
  /** Whether the code shows the box that stands for a missing glyph (.notdef). */
  isMissing(code: number): boolean;
}

const key = (text: string) => PDFName.of(text);

/** Reads a font dictionary: its text by ToUnicode, its widths by W or Widths. What it lacks is '' and a full em. */
export function readFont(dict: PDFDict): PageFont {
  const map = dict.lookup(key('ToUnicode'));
  const texts = map instanceof PDFRawStream ? readToUnicode(decodeStream(map)) : new Map<number, string>();
  const base = dict.lookup(key('BaseFont'));
  const name = base instanceof PDFName ? base.decodeText().replace(/^[A-Z]{6}\+/, '') : '';
  const composite = dict.lookup(key('Subtype')) === key('Type0');
  const widths = composite ? compositeWidths(dict) : simpleWidths(dict);
  return {
    name,
    bytes: composite ? 2 : 1,
    textOf: (code) => texts.get(code) ?? '',
    widthOf: widths,
    // Chromium writes glyph ids as codes: 0 is .notdef in every font (ISO/IEC 14496-22, glyf).
    isMissing: (code) => composite && code === 0,
  };
}

function compositeWidths(dict: PDFDict): (code: number) => number {
  const list = dict.lookup(key('DescendantFonts'));
  const font = list instanceof PDFArray ? list.lookup(0) : undefined;
  const widths = new Map<number, number>();
  if (!(font instanceof PDFDict)) return () => 1;
  const items = elements(font.lookup(key('W')));
  // `first [w w …]` or `first last w` (ISO 32000-1, 9.7.4.3).
  for (let i = 0; i < items.length; ) {
    const first = numberOf(items[i], 0);
    const next = items[i + 1];
    if (next instanceof PDFArray) {
      for (const [k, width] of elements(next).entries()) widths.set(first + k, numberOf(width, 1000) / 1000);
      i += 2;
    } else {
      const width = numberOf(items[i + 2], 1000) / 1000;
      for (let code = first; code <= numberOf(next, first); code++) widths.set(code, width);
      i += 3;
    }
  }
  const otherwise = numberOf(font.lookup(key('DW')), 1000) / 1000;
  return (code) => widths.get(code) ?? otherwise;
}

function simpleWidths(dict: PDFDict): (code: number) => number {
  const first = numberOf(dict.lookup(key('FirstChar')), 0);
  const widths = elements(dict.lookup(key('Widths'))).map((width) => numberOf(width, 0));
  const matrix = elements(dict.lookup(key('FontMatrix')));
  const unit = matrix.length === 6 ? numberOf(matrix[0], 0.001) : 0.001;
  return (code) => (widths[code - first] ?? 0) * unit;
}

function elements(value: PDFObject | undefined): (PDFObject | undefined)[] {
  return value instanceof PDFArray ? value.asArray().map((_, i) => value.lookup(i)) : [];
}

function numberOf(value: PDFObject | undefined, otherwise: number): number {
  return value instanceof PDFNumber ? value.asNumber() : otherwise;
}
