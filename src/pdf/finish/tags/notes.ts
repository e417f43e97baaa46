import { PDFDict, type PDFDocument, PDFHexString } from '@cantoo/pdf-lib';
import { toName } from '../names.ts';
import { idString } from './ids.ts';
import { destinationOf } from './links.ts';
import { PrintedText } from './printed-text.ts';
import { type Kid, newTag, type Tag, tagsBelow } from './tree.ts';

/** A note of the book: its id, and the ids of its marks in the text. */
interface BookNote {
  id: string;
  marks: string[];
}

/**
 * A note becomes a Note with an id (ISO 14289-1, 7.9), its number a label; its marks in the text become references. Each names
 * the other by Ref (ISO 32000-2, table 355; readers of 1.7 have the links for it). The links between them are described by the
 * number that is printed: where notes are numbered by page, only the page knows it.
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
  const printed = new PrintedText(document);

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
        const number = numberIn(printed.of(kid));
        for (const link of tagsBelow(note)) {
          const leads = leadsTo(document, link);
          if (leads !== undefined && byMark.get(leads) === back) describe(document, link, number);
        }
        return [newTag(document, 'Lbl', [kid])];
      }
      if (id === undefined || !ids.has(id)) return [kid];
      describe(document, kid, numberIn(printed.of(kid)));
      references.set(id, [...(references.get(id) ?? []), kid]);
      return [newTag(document, 'Reference', [kid])];
    });
  };
  visit(tree, undefined);

  for (const [id, note] of found) {
    const marks = references.get(id) ?? [];
    note.dict.set(toName('ID'), idString(id));
    note.dict.set(toName('Ref'), context.obj(marks.map((mark) => mark.ref) as never));
    for (const mark of marks) mark.dict.set(toName('Ref'), context.obj([note.ref]));
  }
  // A note to which no mark leads back still needs an id.
  let rest = 0;
  for (const tag of tagsBelow(tree)) {
    if (tag.role === 'Note' && !tag.dict.has(toName('ID')))
      tag.dict.set(toName('ID'), idString(`${part}-rest${++rest}`));
  }
}

/** ③, ㉑, [3] and (51) are printed numbers. */
function numberIn(printed: string): string | undefined {
  return /\d+/.exec(printed.normalize('NFKC'))?.[0];
}

/** Puts the number into the description that the link has. */
function describe(document: PDFDocument, link: Tag, number: string | undefined): void {
  for (const kid of number === undefined ? [] : link.kids) {
    if (kid.kind !== 'annotation') continue;
    const annotation = document.context.lookup(kid.ref, PDFDict);
    const words = annotation.lookup(toName('Contents'), PDFHexString).decodeText();
    annotation.set(toName('Contents'), PDFHexString.fromText(words.replace(/\d+/, number as string)));
  }
}

function leadsTo(document: PDFDocument, link: Tag): string | undefined {
  const annotation = link.kids.find((kid) => kid.kind === 'annotation');
  return annotation && destinationOf(document.context.lookup(annotation.ref, PDFDict));
}
