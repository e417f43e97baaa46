import { PDFArray, type PDFDocument, PDFName, type PDFPage, type PDFRef, PDFStream } from '@cantoo/pdf-lib';

/**
 * Lays page k of `furniture` over page k of `document`, marked as a pagination artifact (ISO 32000-1, 14.8.2.2) so that it
 * is neither read aloud nor part of the text.
 */
export async function stampFurniture(document: PDFDocument, furniture: Uint8Array, wanted: boolean[]): Promise<void> {
  const indexes = wanted.flatMap((wants, index) => (wants ? [index] : []));
  if (indexes.length === 0) return;
  const overlays = await document.embedPdf(furniture, indexes);
  for (const [i, overlay] of overlays.entries()) {
    const page = document.getPage(indexes[i] ?? 0);
    await overlay.embed();
    const name = page.node.newXObject('Furniture', overlay.ref);
    surround(document, page, 'q\n', `\nQ\n/Artifact <</Type /Pagination>> BDC\nq ${name} Do Q\nEMC\n`);
  }
}

/** Puts operators before and after a page's content, whose graphics state may not be closed. */
function surround(document: PDFDocument, page: PDFPage, before: string, after: string): void {
  const { context } = document;
  const contents = page.node.get(PDFName.of('Contents'));
  const stream = (operators: string): PDFRef => context.register(context.flateStream(operators));
  const resolved = context.lookup(contents as never);
  const middle =
    resolved instanceof PDFArray ? resolved.asArray() : resolved instanceof PDFStream && contents ? [contents] : [];
  page.node.set(PDFName.of('Contents'), context.obj([stream(before), ...middle, stream(after)]));
}
