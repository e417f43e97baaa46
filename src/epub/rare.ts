import type { Element } from 'hast';
import { SKIP, visit } from '../tree/visit.ts';
import { h } from './xhtml.ts';

/**
 * Whether readers' own fonts can be expected to lack a character: Han beyond the 20,902 of U+4E00 to U+9FA5 (GBK, and the
 * implementation level 1 of GB 18030), bopomofo of dialects, what is private, and all beyond the BMP but emoji and the
 * mathematical letters.
 */
export function isRare(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (/\p{Script=Han}/u.test(character)) {
    return !(code >= 0x4e00 && code <= 0x9fa5) && !/[々〇〡-〩〸-〺]/u.test(character);
  }
  if (/\p{Script=Bopomofo}/u.test(character)) return code < 0x3105 || code > 0x3129;
  if (/\p{Co}/u.test(character)) return true;
  return (
    code > 0xffff && !/[\p{Extended_Pictographic}\p{Emoji}\u{1D400}-\u{1D7FF}]|\p{Cn}|\p{M}|\p{Cf}/u.test(character)
  );
}

/** Chooses the form of the ideograph before it; says nothing alone. */
const selector = /^[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]$/u;

/** A text in pieces, rare ones apart. */
export function splitRare(text: string, carried: ReadonlySet<string>): { text: string; rare: boolean }[] {
  const pieces: { text: string; rare: boolean }[] = [];
  for (const character of text) {
    const last = pieces.at(-1);
    const rare = selector.test(character) ? (last?.rare ?? false) : carried.has(character);
    if (last?.rare === rare) last.text += character;
    else pieces.push({ text: character, rare });
  }
  return pieces;
}

/** Puts each run of the carried characters in `<span class="rare">`: a reader's choice of font for the text leaves it alone. */
export function markRare(tree: Element, carried: ReadonlySet<string>): void {
  if (carried.size === 0) return;
  visit(tree, (node, index, parent) => {
    // MathML is set in a font of its own.
    if (node.type === 'element' && node.tagName === 'math') return SKIP;
    if (node.type !== 'text' || !parent || index === undefined) return undefined;
    const pieces = splitRare(node.value, carried);
    if (!pieces.some(({ rare }) => rare)) return undefined;
    const children = pieces.map(({ text, rare }) =>
      rare ? h('span', { className: ['rare'] }, text) : { type: 'text' as const, value: text },
    );
    parent.children.splice(index, 1, ...children);
    return [SKIP, index + children.length];
  });
}
