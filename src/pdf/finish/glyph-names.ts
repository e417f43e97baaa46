import { PDFDict, type PDFDocument, PDFRawStream, PDFRef } from '@cantoo/pdf-lib';
import { equivalentIdeograph } from '../../typography/equivalent-ideographs.ts';
import { toUnicodeMap } from './cmap.ts';
import { decodeStream } from './content-stream.ts';
import { toName } from './names.ts';
import { replacedGlyphs } from './replacement-texts.ts';
import { readToUnicode } from './to-unicode.ts';

/**
 * By what a font may call the glyph of a character, and no manuscript does: signs for radicals and strokes, compatibility
 * ideographs, ligatures, vertical forms.
 */
const signs = /[\u2E80-\u2FDF\u31C0-\u31E3\uF900-\uFAFF\uFB00-\uFB06\uFE10-\uFE19\uFE30-\uFE48\u{2F800}-\u{2FA1F}]/gu;
const sign = new RegExp(signs.source, 'u');

/**
 * In many fonts several characters share a glyph, and Chromium names it by the first of them: a search for 用户 does not
 * find ⽤⼾. Where it adds a replacement text that says which character it is, the tables from glyphs to text take it over, so that
 * the replacement is needless. It adds none in pictures: there the sign stays, and becomes its character by `characterOf` when fonts
 * are joined, unless another passage says what the glyph is.
 *
 * The book's own fonts are cut so that they have no such signs; this is for a manuscript that shows one, and for fonts in
 * pictures. A glyph has one name: where a sign shares it with a character, both are copied as the character.
 */
export function nameGlyphs(document: PDFDocument): void {
  const { context } = document;
  const named = new Map<PDFDict, Map<number, string>>();
  for (const [, font] of context.enumerateIndirectObjects()) {
    const stream = font instanceof PDFDict ? font.lookup(toName('ToUnicode')) : undefined;
    if (!(font instanceof PDFDict) || !(stream instanceof PDFRawStream)) continue;
    const map = readToUnicode(decodeStream(stream));
    if ([...map.values()].some((text) => sign.test(text))) named.set(font, map);
  }
  if (named.size === 0) return;
  const replaced = replacedGlyphs(document, new Set(named.keys()));
  for (const [font, map] of named) {
    const wide = font.get(toName('Subtype')) === toName('Type0');
    const mended = [...map].map(([code, text]): [number, string] => {
      const known = sign.test(text) ? replaced.get(font)?.get(code) : undefined;
      // Only composite fonts are joined with others.
      return [code, known ?? (wide ? text : characterOf(text))];
    });
    if (mended.every(([code, text]) => map.get(code) === text)) continue;
    const ref = font.get(toName('ToUnicode'));
    const stream = context.stream(Buffer.from(toUnicodeMap(mended, wide ? 2 : 1), 'latin1'));
    if (ref instanceof PDFRef) context.assign(ref, stream);
  }
}

/** Whether a glyph is called by a sign. */
export function isSign(text: string): boolean {
  return sign.test(text);
}

/**
 * The characters that signs stand for: radicals and strokes by Unicode's table, compatibility ideographs by their canonical equals,
 * ligatures by their letters. No other compatibility character: ，is not a comma, and ② not a 2.
 */
export function characterOf(text: string): string {
  return text.replace(signs, (each) => {
    if (/[\uFB00-\uFB06]/.test(each)) return each.normalize('NFKC');
    return equivalentIdeograph(each) ?? each.normalize('NFC');
  });
}
