import type { PDFDocument } from '@cantoo/pdf-lib';
import { type Kid, newTag, type Tag, tagsBelow } from './tree.ts';

/** A list holds items only, and an item a label and a body (ISO 32000-1, table 336); Chromium writes no body. */
export function completeLists(document: PDFDocument, tree: Tag): void {
  for (const list of [...tagsBelow(tree)].filter((tag) => tag.role === 'L')) {
    list.kids = joinTerms(document, list.kids).map((kid) =>
      kid.kind === 'tag' && (kid.role === 'LI' || kid.role === 'Caption') ? kid : newTag(document, 'LI', [kid]),
    );
    for (const item of list.kids as Tag[]) if (item.role === 'LI') completeItem(document, item);
  }
}

/** In a list of terms, what follows a term up to the next is one item with it; terms one after the other share it. */
function joinTerms(document: PDFDocument, kids: Kid[]): Kid[] {
  const joined: Kid[] = [];
  let item: Tag | undefined;
  for (const kid of kids) {
    const part = kid.kind === 'tag' && (kid.role === 'Lbl' || kid.role === 'LBody') ? kid.role : undefined;
    if (!part) {
      item = undefined;
      joined.push(kid);
    } else if (item && (part === 'LBody' || item.kids.every(isTerm))) {
      item.kids.push(kid);
    } else {
      item = newTag(document, 'LI', [kid]);
      joined.push(item);
    }
  }
  return joined;
}

function isTerm(kid: Kid): boolean {
  return kid.kind === 'tag' && kid.role === 'Lbl';
}

function completeItem(document: PDFDocument, item: Tag): void {
  const labels = item.kids.filter((kid) => kid.kind === 'tag' && kid.role === 'Lbl');
  const rest = item.kids.filter((kid) => !labels.includes(kid));
  if (rest.length > 0 && rest.every((kid) => kid.kind === 'tag' && kid.role === 'LBody')) return;
  item.kids = [...labels, newTag(document, 'LBody', rest)];
}
