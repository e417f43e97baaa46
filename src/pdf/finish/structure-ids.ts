import { PDFArray, PDFDict, type PDFDocument, type PDFObject, PDFRef, PDFStream, PDFString } from '@cantoo/pdf-lib';

const chromiumId = /^node\d+$/;

/**
 * Renumbers the ids of tagged table cells, by which data cells name their header cells. Chromium makes them from counters
 * of the living tab, which differ from run to run; in their own order from 1 they are always the same.
 */
export function renumberStructureIds(document: PDFDocument): void {
  const places: { value: PDFString; put: (value: PDFString) => void }[] = [];
  for (const [, object] of document.context.enumerateIndirectObjects()) collect(object, places);
  const old = [...new Set(places.map(({ value }) => value.asString()))].sort();
  // Same width and order as before, so that the sorted name tree of ids stays sorted.
  const renumbered = new Map(old.map((id, i) => [id, PDFString.of(`node${String(i + 1).padStart(8, '0')}`)]));
  for (const { value, put } of places) put(renumbered.get(value.asString()) ?? value);
}

function collect(object: PDFObject, places: { value: PDFString; put: (value: PDFString) => void }[]): void {
  const look = (value: PDFObject, put: (value: PDFString) => void) => {
    if (value instanceof PDFString && chromiumId.test(value.asString())) places.push({ value, put });
    else if (!(value instanceof PDFRef)) collect(value, places);
  };
  if (object instanceof PDFStream) collect(object.dict, places);
  else if (object instanceof PDFDict)
    for (const [key, value] of object.entries()) look(value, (id) => object.set(key, id));
  else if (object instanceof PDFArray)
    for (const [i, value] of object.asArray().entries()) look(value, (id) => object.set(i, id));
}
