import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import type { TypesetBook } from '../../html/index.ts';
import type { Template } from '../../template/load.ts';
import type { Settled } from '../settle.ts';
import { writePageLabels } from './labels.ts';
import { type Stamp, writeFileId, writeMetadata } from './metadata.ts';
import { writeOutline } from './outline.ts';
import { stampFurniture } from './stamp.ts';
import { renumberStructureIds } from './structure-ids.ts';

/** From Chromium's draft to our PDF: furniture, outline, labels, metadata; the same bytes for the same book. */
export async function finishPdf(
  settled: Settled,
  furniture: Uint8Array,
  book: TypesetBook,
  template: Template,
  stamp: Stamp,
): Promise<Uint8Array> {
  const document = await PDFDocument.load(settled.bytes, { updateMetadata: false });
  const { context } = document;
  // Chromium's own Info holds the time of printing.
  if (context.trailerInfo.Info) context.delete(context.trailerInfo.Info as never);
  sortDestinations(document);
  renumberStructureIds(document);
  await stampFurniture(
    document,
    furniture,
    settled.pages.map((page) => page.head !== '' || page.folio !== ''),
  );
  writeOutline(document, book.contents);
  writePageLabels(document, settled.pages, template.labels);
  writeMetadata(document, book.config, stamp);
  const save = () => document.save({ useObjectStreams: true, addDefaultPage: false, updateFieldAppearances: false });
  writeFileId(document, new Uint8Array());
  writeFileId(document, await save());
  return save();
}

/** The order of named destinations depends on the life of the browser's tab; by name it is always the same. */
function sortDestinations(document: PDFDocument): void {
  const dests = document.catalog.lookupMaybe(PDFName.of('Dests'), PDFDict);
  if (!dests) return;
  const entries = [...dests.entries()].sort(([a], [b]) => (a.decodeText() < b.decodeText() ? -1 : 1));
  for (const [name] of entries) dests.delete(name);
  for (const [name, value] of entries) dests.set(name, value);
}
