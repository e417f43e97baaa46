import { type PDFDict, PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BuiltPdf, buildPdf } from './build-pdf.ts';

/** The pictures in a PDF: width, whether it is a JPEG, bytes. Masks are left out. */
async function pictures(bytes: Uint8Array) {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  return document.context.enumerateIndirectObjects().flatMap(([, object]) => {
    if (!(object instanceof PDFRawStream) || object.dict.get(PDFName.of('Subtype')) !== PDFName.of('Image')) return [];
    const dict: PDFDict = object.dict;
    const jpeg = dict.get(PDFName.of('Filter')) === PDFName.of('DCTDecode');
    return [{ width: Number(String(dict.get(PDFName.of('Width')))), jpeg, bytes: object.contents.length }];
  });
}

describe('pdf.images, on a book with pictures', () => {
  let plain: BuiltPdf;
  let small: BuiltPdf;
  const smaller = { 'book.yaml': (text: string) => `${text}\npdf: { images: { maxDpi: 50, jpegQuality: 40 } }\n` };

  beforeAll(async () => {
    plain = await buildPdf('figures');
    small = await buildPdf('figures', smaller);
  });

  it('leaves pictures as they are unless it is asked', async () => {
    const found = await pictures(plain.bytes);
    expect(found.some(({ jpeg }) => jpeg)).toBe(true);
  });

  it('scales down what has too many pixels, and compresses JPEGs again', async () => {
    const [before, after] = [await pictures(plain.bytes), await pictures(small.bytes)];
    const jpegs = (list: typeof before) => list.filter(({ jpeg }) => jpeg).reduce((sum, { bytes }) => sum + bytes, 0);
    expect(jpegs(after)).toBeLessThan(jpegs(before));
    // The widest is turned on its side: 200 mm at 50 dpi.
    expect(Math.max(...after.map(({ width }) => width))).toBeLessThanOrEqual(394);
    expect(Math.max(...before.map(({ width }) => width))).toBeGreaterThan(394);
    expect(small.bytes.length).toBeLessThan(plain.bytes.length);
  });

  it('makes the same bytes each time', async () => {
    expect((await buildPdf('figures', smaller, { cache: false })).bytes.equals(small.bytes)).toBe(true);
  });
});
