import { PDFArray, PDFDict, PDFName, PDFNumber, type PDFObject, PDFRawStream } from '@cantoo/pdf-lib';
import { decodeStream } from '../../finish/content-stream.ts';
import { glyphWidths } from '../../finish/glyph-widths.ts';
import { nameText, toName } from '../../finish/names.ts';
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

/** Reads a font dictionary: its text by ToUnicode, its widths by W or Widths. What it lacks is '' and a full em. */
export function readFont(dict: PDFDict): PageFont {
  const map = dict.lookup(toName('ToUnicode'));
  const texts = map instanceof PDFRawStream ? readToUnicode(decodeStream(map)) : new Map<number, string>();
  const base = dict.lookup(toName('BaseFont'));
  const name = base instanceof PDFName ? nameText(base).replace(/^[A-Z]{6}\+/, '') : '';
  const composite = dict.lookup(toName('Subtype')) === toName('Type0');
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
  const list = dict.lookup(toName('DescendantFonts'));
  const font = list instanceof PDFArray ? list.lookup(0) : undefined;
  if (!(font instanceof PDFDict)) return () => 1;
  const widths = glyphWidths(font);
  return (code) => widths(code) / 1000;
}

function simpleWidths(dict: PDFDict): (code: number) => number {
  const first = numberOf(dict.lookup(toName('FirstChar')), 0);
  const widths = elements(dict.lookup(toName('Widths'))).map((width) => numberOf(width, 0));
  const matrix = elements(dict.lookup(toName('FontMatrix')));
  const unit = matrix.length === 6 ? numberOf(matrix[0], 0.001) : 0.001;
  return (code) => (widths[code - first] ?? 0) * unit;
}

function elements(value: PDFObject | undefined): (PDFObject | undefined)[] {
  return value instanceof PDFArray ? value.asArray().map((_, i) => value.lookup(i)) : [];
}

function numberOf(value: PDFObject | undefined, otherwise: number): number {
  return value instanceof PDFNumber ? value.asNumber() : otherwise;
}
