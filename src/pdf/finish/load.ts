import { ParseSpeeds, PDFDocument } from '@cantoo/pdf-lib';

/** Reads a PDF as it is. @throws Error when the bytes are no PDF that can be read. */
export function loadPdf(bytes: Uint8Array): Promise<PDFDocument> {
  return PDFDocument.load(bytes, {
    updateMetadata: false,
    throwOnInvalidObject: true,
    // The library would pause after every hundred objects, for the sake of web pages.
    parseSpeed: ParseSpeeds.Fastest,
  });
}
