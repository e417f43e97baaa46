import { PDFDict, type PDFDocument, PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib';
import { idOf } from '../../assemble/names.ts';
import { toName } from '../names.ts';
import { type Tag, tagsBelow } from './tree.ts';

/**
 * Every link annotation stands in a Link tag, says in words where it leads, and is printed (ISO 14289-1, 7.18.5; ISO 19005-2,
 * 6.3.2). `describe` gives the words for an id of the book.
 */
export function tagLinks(document: PDFDocument, tree: Tag, describe: (id: string) => string): void {
  for (const tag of tagsBelow(tree)) if (tag.kids.some((kid) => kid.kind === 'annotation')) tag.role = 'Link';
  for (const page of document.getPages()) {
    const annotations = page.node.Annots();
    for (let i = 0; i < (annotations?.size() ?? 0); i++) {
      const annotation = annotations?.lookup(i, PDFDict);
      if (annotation?.get(toName('Subtype')) !== toName('Link')) continue;
      const id = destinationOf(annotation);
      const words = id === undefined ? addressOf(annotation) : describe(id);
      annotation.set(toName('Contents'), PDFHexString.fromText(words));
      // Bit 3: print (ISO 32000-1, table 165).
      annotation.set(toName('F'), document.context.obj(4));
    }
    if (annotations) page.node.set(toName('Tabs'), toName('S'));
  }
}

/** The id that a link leads to; undefined for an address outside. */
export function destinationOf(annotation: PDFDict): string | undefined {
  const direct = annotation.lookup(toName('Dest')) ?? annotation.lookupMaybe(toName('A'), PDFDict)?.lookup(toName('D'));
  if (!(direct instanceof PDFName || direct instanceof PDFString || direct instanceof PDFHexString)) return undefined;
  return idOf(direct.decodeText());
}

function addressOf(annotation: PDFDict): string {
  const address = annotation.lookupMaybe(toName('A'), PDFDict)?.lookup(toName('URI'));
  return address instanceof PDFString || address instanceof PDFHexString ? address.decodeText() : '#';
}
