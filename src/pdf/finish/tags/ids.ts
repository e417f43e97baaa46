import { PDFArray, PDFDict, PDFHexString, PDFString } from '@cantoo/pdf-lib';
import { toName } from '../names.ts';
import { type Tag, tagsBelow } from './tree.ts';

/**
 * Renumbers the ids of header cells, by which data cells name them. Chromium makes them from counters of the living tab,
 * which differ from run to run; from 1 in reading order they are always the same, and with the part's id before them no other
 * part has them.
 */
export function renumberHeaderCells(tree: Tag, part: string): void {
  const renumbered = new Map<string, PDFString | PDFHexString>();
  for (const tag of tagsBelow(tree)) {
    const id = tag.dict.lookup(toName('ID'));
    if (tag.role !== 'TH' || !(id instanceof PDFString)) continue;
    const fresh = idString(`${part}-cell${renumbered.size + 1}`);
    renumbered.set(id.asString(), fresh);
    tag.dict.set(toName('ID'), fresh);
  }
  for (const tag of tagsBelow(tree)) {
    const attributes = tag.dict.lookup(toName('A'));
    const headers = attributes instanceof PDFDict ? attributes.lookup(toName('Headers')) : undefined;
    if (!(headers instanceof PDFArray)) continue;
    for (let i = 0; i < headers.size(); i++) {
      const fresh = renumbered.get(headers.lookup(i, PDFString).asString());
      if (fresh) headers.set(i, fresh);
    }
  }
}

/** An id of a tag: ASCII as it is, for the eye; else as a text. */
export function idString(id: string): PDFString | PDFHexString {
  return /^[\w.:-]*$/.test(id) ? PDFString.of(id) : PDFHexString.fromText(id);
}
