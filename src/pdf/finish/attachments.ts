import { createHash } from 'node:crypto';
import { type PDFDocument, PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib';

/** A file to go inside the PDF. */
export interface Attachment {
  /** Path in the manuscript, with `/`. */
  name: string;
  bytes: Uint8Array;
  mediaType: string;
  /** What the file is to the document (ISO 19005-3, annex E): what it was made from, data of its figures, or more. */
  relationship: 'Source' | 'Data' | 'Supplement';
}

/** Embeds files and associates them with the document (ISO 19005-3, 6.8): the PDF carries its own source. */
export function attachFiles(document: PDFDocument, files: readonly Attachment[], modified: Date): void {
  if (files.length === 0) return;
  const { context, catalog } = document;
  const date = PDFString.of(`D:${modified.toISOString().replace(/\.\d+|[-:T]/g, '')}`);
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
  const specifications = sorted.map(({ name, bytes, mediaType, relationship }) => {
    const text = PDFHexString.fromText(name);
    const stream = context.flateStream(bytes, {
      Type: 'EmbeddedFile',
      Subtype: PDFName.of(mediaType),
      Params: {
        Size: bytes.length,
        ModDate: date,
        CheckSum: PDFHexString.of(createHash('md5').update(bytes).digest('hex')),
      },
    });
    const file = context.register(stream);
    const specification = { Type: 'Filespec', F: text, UF: text, EF: { F: file, UF: file } };
    return context.register(context.obj({ ...specification, AFRelationship: PDFName.of(relationship) }));
  });
  const names = sorted.flatMap(({ name }, i) => [PDFHexString.fromText(name), specifications[i]]);
  const tree = context.register(context.obj({ Names: names as never }));
  catalog.set(PDFName.of('Names'), context.obj({ EmbeddedFiles: tree }));
  catalog.set(PDFName.of('AF'), context.obj(specifications as never));
}
