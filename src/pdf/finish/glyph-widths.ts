import { PDFArray, type PDFDict, PDFNumber, type PDFObject } from '@cantoo/pdf-lib';
import { toName } from './names.ts';

/**
 * Advance widths of a composite font by code, from W and DW of its descendant, in thousandths of an em: W lists `first [w w …]` or
 * `first last w` (ISO 32000-1, 9.7.4.3). Runs are not written out: Chromium's reach over all the glyphs that a subset left out.
 */
export function glyphWidths(descendant: PDFDict): (code: number) => number {
  const widths = new Map<number, number>();
  const runs: { first: number; last: number; width: number }[] = [];
  const list = descendant.lookup(toName('W'));
  const items = list instanceof PDFArray ? list.asArray().map((_, i) => list.lookup(i)) : [];
  for (let i = 0; i < items.length; ) {
    const first = numberOf(items[i], 0);
    const next = items[i + 1];
    if (next instanceof PDFArray) {
      for (let k = 0; k < next.size(); k++) widths.set(first + k, numberOf(next.lookup(k), 0));
      i += 2;
    } else {
      runs.push({ first, last: numberOf(next, first), width: numberOf(items[i + 2], 0) });
      i += 3;
    }
  }
  const otherwise = numberOf(descendant.lookup(toName('DW')), 1000);
  return (code) => {
    let width = widths.get(code);
    if (width === undefined) {
      width = runs.findLast(({ first, last }) => code >= first && code <= last)?.width ?? otherwise;
      widths.set(code, width);
    }
    return width;
  };
}

function numberOf(value: PDFObject | undefined, otherwise: number): number {
  return value instanceof PDFNumber ? value.asNumber() : otherwise;
}
