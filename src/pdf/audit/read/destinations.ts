import { PDFArray, PDFDict, type PDFDocument, PDFHexString, type PDFObject, PDFString } from '@cantoo/pdf-lib';
import { toName } from '../../finish/names.ts';

/** Page index by the name of each named destination, be they in a dictionary or in a name tree (ISO 32000-1, 12.3.2.3). */
export function readDestinations(document: PDFDocument): Map<string, number> {
  const { catalog, context } = document;
  const indexes = new Map<unknown, number>(document.getPages().map(({ ref }, index) => [ref, index]));
  const pages = new Map<string, number>();
  const note = (name: string, value: PDFObject | undefined) => {
    const object = value && context.lookup(value);
    const target = object instanceof PDFDict ? object.lookup(toName('D')) : object;
    const index = target instanceof PDFArray ? indexes.get(target.get(0)) : undefined;
    if (index !== undefined) pages.set(plain(name), index);
  };
  const readTree = (node: PDFObject | undefined, depth: number): void => {
    if (!(node instanceof PDFDict) || depth > 30) return;
    const names = node.lookup(toName('Names'));
    for (let i = 0; names instanceof PDFArray && i + 1 < names.size(); i += 2) {
      const name = names.lookup(i);
      if (name instanceof PDFString || name instanceof PDFHexString) note(name.decodeText(), names.get(i + 1));
    }
    const kids = node.lookup(toName('Kids'));
    for (let i = 0; kids instanceof PDFArray && i < kids.size(); i++) readTree(kids.lookup(i), depth + 1);
  };
  const named = catalog.lookup(toName('Dests'));
  if (named instanceof PDFDict) for (const [name, value] of named.entries()) note(name.decodeText(), value);
  const lists = catalog.lookup(toName('Names'));
  if (lists instanceof PDFDict) readTree(lists.lookup(toName('Dests')), 0);
  return pages;
}

/** Chromium writes the name as the address has it: 中文 is %E4%B8%AD%E6%96%87. */
function plain(name: string): string {
  try {
    return decodeURI(name);
  } catch {
    return name;
  }
}
