import { PDFArray, PDFDict, type PDFDocument, PDFHexString, type PDFObject, PDFString } from '@cantoo/pdf-lib';
import { toName } from '../names.ts';
import { dictAt, dictOf, label, nameOf, type Subject } from './subject.ts';

/** Embedded files (ISO 19005-2 and -3, 6.8; ISO 14289-1, 7.11): in PDF/A-2 only PDF/A, which we never embed; in PDF/A-3 any, associated. */
export function checkAttachments({ document, claims, report }: Subject): void {
  const associated = associatedFiles(document);
  for (const [ref, object] of document.context.enumerateIndirectObjects()) {
    for (const specification of specifications(object)) {
      const embedded = dictAt(specification, 'EF');
      if (!embedded) continue;
      const place = { object: label(ref) };
      if (!text(specification, 'F') || !text(specification, 'UF')) {
        report.add({ a: '6.8', ua: '7.11' }, 'the specification of an embedded file lacks F or UF', place);
      }
      if (!claims.includes('a-3a')) {
        report.add({ a: '6.8' }, 'a file is embedded that is not known to be PDF/A', place);
        continue;
      }
      if (!nameOf(specification.lookup(toName('AFRelationship'))))
        report.add({ a: '6.8' }, 'an embedded file has no AFRelationship', place);
      if (!associated.has(specification))
        report.add({ a: '6.8' }, 'an embedded file is not associated with the document', place);
      const subtype = nameOf(dictAt(embedded, 'F')?.lookup(toName('Subtype')));
      if (!/^[-\w+.]+\/[-\w+.]+$/.test(subtype)) report.add({ a: '6.8' }, 'an embedded file has no media type', place);
    }
  }
}

function specifications(object: PDFObject): PDFDict[] {
  const dict = object instanceof PDFDict ? object : undefined;
  return dict?.has(toName('EF')) ? [dict] : [];
}

function associatedFiles({ catalog, context }: PDFDocument): Set<PDFDict | undefined> {
  const list = catalog.lookup(toName('AF'));
  return new Set(list instanceof PDFArray ? list.asArray().map((each) => dictOf(context.lookup(each))) : []);
}

function text(dict: PDFDict, key: string): string {
  const value = dict.lookup(toName(key));
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : '';
}
