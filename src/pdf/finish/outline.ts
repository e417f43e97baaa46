import { type PDFDocument, PDFHexString, PDFName, type PDFRef } from '@cantoo/pdf-lib';
import { oneLine } from '../../document/chapter.ts';
import type { ContentsEntry } from '../../document/contents.ts';

/** Writes the outline (bookmarks): the entries of the contents, each to its named destination. */
export function writeOutline(document: PDFDocument, entries: ContentsEntry[]): void {
  const { context, catalog } = document;
  const root = context.nextRef();
  const { first, last, count } = writeLevel(document, entries, root);
  if (!first || !last) return;
  context.assign(root, context.obj({ Type: 'Outlines', First: first, Last: last, Count: count }));
  catalog.set(PDFName.of('Outlines'), root);
  catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'));
}

function writeLevel(
  document: PDFDocument,
  entries: ContentsEntry[],
  parent: PDFRef,
): { first?: PDFRef; last?: PDFRef; count: number } {
  const { context } = document;
  const refs = entries.map(() => context.nextRef());
  let count = entries.length;
  for (const [i, entry] of entries.entries()) {
    const ref = refs[i] as PDFRef;
    const children = writeLevel(document, entry.children, ref);
    const item = context.obj({ Parent: parent, Dest: PDFName.of(encodeURI(entry.id)) });
    item.set(PDFName.of('Title'), PDFHexString.fromText(oneLine(entry.label, entry.text)));
    const [previous, next] = [refs[i - 1], refs[i + 1]];
    if (previous) item.set(PDFName.of('Prev'), previous);
    if (next) item.set(PDFName.of('Next'), next);
    if (children.first && children.last) {
      item.set(PDFName.of('First'), children.first);
      item.set(PDFName.of('Last'), children.last);
      // Negative: closed at first (ISO 32000-1, table 153). Parts and chapters show, sections unfold.
      const open = entry.level === 0;
      item.set(PDFName.of('Count'), context.obj(open ? children.count : -children.count));
      if (open) count += children.count;
    }
    context.assign(ref, item);
  }
  const [first, last] = [refs[0], refs.at(-1)];
  return { ...(first && { first }), ...(last && { last }), count };
}
