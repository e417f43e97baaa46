import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFName,
  type PDFObject,
  type PDFRef,
  PDFString,
} from '@cantoo/pdf-lib';
import { toName } from '../finish/names.ts';
import { destinationName, idElsewhere, idOf } from './names.ts';
import type { Relocator } from './relocator.ts';

/** Leads all links inside the book, to this part or another, to named destinations. */
export function leadLinks(document: PDFDocument): void {
  for (const page of document.getPages()) {
    const annotations = page.node.Annots();
    for (let i = 0; i < (annotations?.size() ?? 0); i++) {
      const annotation = annotations?.lookup(i);
      if (!(annotation instanceof PDFDict) || annotation.get(toName('Subtype')) !== toName('Link')) continue;
      const inside = annotation.lookup(toName('Dest'));
      const address = annotation.lookupMaybe(toName('A'), PDFDict)?.lookup(toName('URI'));
      const text = address instanceof PDFString || address instanceof PDFHexString ? address.decodeText() : undefined;
      const id = inside instanceof PDFName ? idOf(inside.decodeText()) : text && idElsewhere(text);
      if (id === undefined || id === '') continue;
      annotation.delete(toName('A'));
      annotation.set(toName('Dest'), PDFString.of(destinationName(id)));
    }
  }
}

/** Where the ids of a part stand: page index, and the destination as PDF has it. */
export function readPlaces(
  document: PDFDocument,
  relocator: Relocator,
): { destinations: Map<string, number>; places: Map<string, string> } {
  const { catalog, context } = document;
  const indexes = new Map(document.getPages().map((page, index) => [page.ref, index]));
  const named = placesIn(catalog.lookupMaybe(toName('Dests'), PDFDict), indexes, (value) => context.lookup(value));
  return {
    destinations: new Map(named.map(({ id, index }) => [id, index])),
    places: new Map(named.map(({ id, place }) => [id, relocator.write(place)])),
  };
}

/** The named destinations of a print, and on which of the pages they are (ISO 32000-1, 12.3.2.3). */
export function placesIn(
  named: PDFDict | undefined,
  indexes: ReadonlyMap<PDFRef, number>,
  lookup: (value: PDFObject) => PDFObject | undefined,
): { id: string; place: PDFArray; index: number }[] {
  return (named?.entries() ?? []).flatMap(([key, value]) => {
    const place = lookup(value);
    const index = place instanceof PDFArray ? indexes.get(place.get(0) as PDFRef) : undefined;
    return index === undefined ? [] : [{ id: idOf(key.decodeText()), place: place as PDFArray, index }];
  });
}
