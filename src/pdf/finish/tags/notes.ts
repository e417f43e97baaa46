import { PDFDict, type PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { idString } from './ids.ts';
import { destinationOf } from './links.ts';
import { type Kid, newTag, type Tag, tagsBelow } from './tree.ts';

/** A note of the book: its id, and the ids of its marks in the text. */
interface BookNote {
  id: string;
  marks: string[];
}

/**
 * A note becomes a Note with an id (ISO 14289-1, 7.9), its number a label; its marks in the text become references. Each names
 * the other by Ref (ISO 32000-2, table 355; readers of 1.7 have the links for it).
 */
export function tagNotes(
  document: PDFDocument,
  tree: Tag,
  { part, notes }: { part: string; notes: readonly BookNote[] },
): void {
  const { context } = document;
  const byMark = new Map(notes.flatMap((note) => note.marks.map((mark) => [mark, note] as const)));
  const ids = new Set(notes.map((note) => note.id));
  const found = new Map<string, Tag>();
  const references = new Map<string, Tag[]>();

  const visit = (tag: Tag, note: Tag | undefined): void => {
    tag.kids = tag.kids.flatMap((kid): Kid[] => {
      if (kid.kind !== 'tag') return [kid];
      // The list that the notes stood in groups nothing more.
      const list = kid.role === 'L' && kid.kids.some((item) => item.kind === 'tag' && item.role === 'Note');
      visit(kid, kid.role === 'Note' ? kid : note);
      if (list) return kid.kids;
      const id = kid.role === 'Link' ? leadsTo(document, kid) : undefined;
      const back = note && id !== undefined ? byMark.get(id) : undefined;
      if (note && back && !found.has(back.id)) {
        found.set(back.id, note);
        return [newTag(document, 'Lbl', [kid])];
      }
      if (id === undefined || !ids.has(id)) return [kid];
      references.set(id, [...(references.get(id) ?? []), kid]);
      return [newTag(document, 'Reference', [kid])];
    });
  };
  visit(tree, undefined);

  for (const [id, note] of found) {
    const marks = references.get(id) ?? [];
    note.dict.set(PDFName.of('ID'), idString(id));
    note.dict.set(PDFName.of('Ref'), context.obj(marks.map((mark) => mark.ref) as never));
    for (const mark of marks) mark.dict.set(PDFName.of('Ref'), context.obj([note.ref]));
  }
  // A note to which no mark leads back still needs an id.
  let rest = 0;
  for (const tag of tagsBelow(tree)) {
    if (tag.role === 'Note' && !tag.dict.has(PDFName.of('ID')))
      tag.dict.set(PDFName.of('ID'), idString(`${part}-rest${++rest}`));
  }
}

function leadsTo(document: PDFDocument, link: Tag): string | undefined {
  const annotation = link.kids.find((kid) => kid.kind === 'annotation');
  return annotation && destinationOf(document.context.lookup(annotation.ref, PDFDict));
}
