import { PDFArray, PDFDict, type PDFDocument, PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib';
import { toName } from '../finish/names.ts';
import { destinationName, idElsewhere, idOf } from './names.ts';
import type { Relocator } from './relocatable.ts';

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
  const indexes = new Map(document.getPages().map((page, index) => [page.ref, index]));
  const destinations = new Map<string, number>();
  const places = new Map<string, string>();
  for (const [key, value] of document.catalog.lookupMaybe(toName('Dests'), PDFDict)?.entries() ?? []) {
    const place = document.context.lookup(value);
    if (!(place instanceof PDFArray)) continue;
    const index = indexes.get(place.get(0) as never);
    if (index === undefined) continue;
    const id = idOf(key.decodeText());
    destinations.set(id, index);
    places.set(id, relocator.write(place));
  }
  return { destinations, places };
}
