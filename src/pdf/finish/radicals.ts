import { PDFDict, type PDFDocument, PDFName, PDFRawStream, PDFRef } from '@cantoo/pdf-lib';
import { ideographOf } from '../../typography/radicals.ts';
import { toUnicodeMap } from './cmap.ts';
import { decodeStream } from './content-stream.ts';
import { readToUnicode } from './to-unicode.ts';

const radicals = /[\u2E80-\u2EF3\u2F00-\u2FD5]/g;

/**
 * In many fonts a character and the sign for its radical share a glyph, and Chromium may say that it stands for the sign: a search
 * for 用户 does not find ⽤⼾. The tables from glyphs to text are made to say the character. The book's own fonts are cut so
 * that they have no radicals; this is for a manuscript that shows one, and for fonts in pictures.
 */
export function nameIdeographs(document: PDFDocument): void {
  const { context } = document;
  for (const [, font] of context.enumerateIndirectObjects()) {
    const ref = font instanceof PDFDict ? font.get(PDFName.of('ToUnicode')) : undefined;
    const stream = ref && context.lookup(ref);
    if (!(ref instanceof PDFRef) || !(stream instanceof PDFRawStream)) continue;
    const map = readToUnicode(decodeStream(stream));
    const mended = [...map].map(([code, text]): [number, string] => [code, text.replace(radicals, ideographOf)]);
    if (mended.every(([code, text]) => map.get(code) === text)) continue;
    const wide = (font as PDFDict).get(PDFName.of('Subtype')) === PDFName.of('Type0');
    context.assign(ref, context.flateStream(Buffer.from(toUnicodeMap(mended, wide ? 2 : 1), 'latin1')));
  }
}
