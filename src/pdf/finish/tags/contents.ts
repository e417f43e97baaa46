import type { PDFDocument } from '@cantoo/pdf-lib';
import { toName } from '../names.ts';
import { type Kid, newTag, type Tag, tagsBelow } from './tree.ts';

/** The contents: items with a reference each, and the contents of the level below (ISO 32000-1, table 333). */
export function tagContents(document: PDFDocument, tree: Tag): void {
  for (const contents of [...tagsBelow(tree)].filter((tag) => tag.role === 'TOC')) tagLevel(document, contents);
}

function tagLevel(document: PDFDocument, contents: Tag): void {
  contents.dict.delete(toName('A'));
  for (const item of contents.kids) {
    if (item.kind !== 'tag') continue;
    item.role = 'TOCI';
    const parts: Kid[] = [];
    for (const kid of item.kids) {
      if (kid.kind === 'tag' && kid.role === 'L') {
        kid.role = 'TOC';
        tagLevel(document, kid);
        parts.push(kid);
      } else if (kid.kind === 'tag' && kid.role === 'Link') {
        parts.push(newTag(document, 'Reference', [kid]));
      } else {
        parts.push(kid);
      }
    }
    item.kids = parts;
  }
}
