import { equivalentIdeograph } from '../../typography/equivalent-ideographs.ts';

/**
 * By what a font may call the glyph of a character, and no manuscript does: signs for radicals and strokes, compatibility
 * ideographs, ligatures, vertical forms.
 */
const signs = /[\u2E80-\u2FDF\u31C0-\u31E3\uF900-\uFAFF\uFB00-\uFB06\uFE10-\uFE19\uFE30-\uFE48\u{2F800}-\u{2FA1F}]/gu;
const sign = new RegExp(signs.source, 'u');

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
