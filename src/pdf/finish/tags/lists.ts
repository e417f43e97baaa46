import type { PDFDocument } from '@cantoo/pdf-lib';
import { newTag, type Tag, tagsBelow } from './tree.ts';

/** A list holds items only, and an item a label and a body (ISO 32000-1, table 336); Chromium writes no body. */
export function completeLists(document: PDFDocument, tree: Tag): void {
  for (const list of [...tagsBelow(tree)].filter((tag) => tag.role === 'L')) {
    list.kids = list.kids.map((kid) =>
      kid.kind === 'tag' && (kid.role === 'LI' || kid.role === 'Caption') ? kid : newTag(document, 'LI', [kid]),
    );
    for (const item of list.kids as Tag[]) if (item.role === 'LI') completeItem(document, item);
  }
}

function completeItem(document: PDFDocument, item: Tag): void {
  const labels = item.kids.filter((kid) => kid.kind === 'tag' && kid.role === 'Lbl');
  const rest = item.kids.filter((kid) => !labels.includes(kid));
  const [only] = rest;
  if (rest.length === 1 && only?.kind === 'tag' && only.role === 'LBody') return;
  item.kids = [...labels, newTag(document, 'LBody', rest)];
}
