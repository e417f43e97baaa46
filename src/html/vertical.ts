import type { Element, ElementContent, Parents, Root, Text } from 'hast';
import { SKIP, visitParents } from '../tree/visit.ts';

/** GB/T 15834—2011 5.2.2: in vertical text of the mainland ﹃﹄ stand for “ ” and ﹁﹂ for ‘ ’: the vertical forms of 『』 and 「」. */
const quotes: Record<string, string> = { '“': '『', '”': '』', '‘': '「', '’': '」' };

/**
 * One or two digits by themselves: not of a longer number, a word, a fraction, a date or an amount in Latin letters, which lies on
 * its side with its unit.
 */
const shortNumber = /(?<![\p{Script=Latin}\d.,:/%+\-–—=])\d{1,2}(?!\s?\p{Script=Latin}|[\d%‰/:=+\-–—]|[.,]\d)/gu;

/** What is not running text in the book's script. */
const apart = new Set(['code', 'pre', 'math', 'svg', 'script', 'style', 'kbd', 'samp']);

/** Whether text inside these elements is set apart from vertical Chinese. */
function isApart(ancestors: readonly Parents[]): boolean {
  return ancestors.some(
    (parent) =>
      parent.type === 'element' &&
      (apart.has(parent.tagName) ||
        /^en\b/.test(String(parent.properties.lang ?? '')) ||
        [parent.properties.className ?? []].flat().some((name) => name === 'note-mark' || name === 'upright')),
  );
}

/**
 * Makes Chinese text fit for vertical lines: quotation marks of the mainland become corner brackets, and a number of one or two
 * digits stands upright in one cell (縦中横, CLREQ 2.1.2): `<span class="upright">`. Longer numbers and Latin words lie on
 * their side.
 */
export function setUpright<Content extends ElementContent>(content: Content[], language: string): Content[] {
  if (!language.startsWith('zh')) return content;
  const tree = { type: 'root', children: content } as Root;
  visitParents(tree, 'text', (node: Text, ancestors) => {
    const parent = ancestors.at(-1);
    if (!parent || isApart(ancestors)) return undefined;
    const text = language === 'zh-Hans' ? verticalQuotes(node.value) : node.value;
    const pieces = upright(text);
    const at = parent.children.indexOf(node as never);
    parent.children.splice(at, 1, ...(pieces as never[]));
    return [SKIP, at + pieces.length];
  });
  return tree.children as Content[];
}

/** Text of the mainland with the quotation marks of vertical writing. */
export function verticalQuotes(text: string): string {
  return text.replace(/[“”‘’]/g, (mark, at: number) =>
    // An apostrophe between Latin letters is none.
    mark === '’' && /\p{Script=Latin}/u.test(text[at - 1] ?? '') && /\p{Script=Latin}/u.test(text[at + 1] ?? '')
      ? mark
      : (quotes[mark] ?? mark),
  );
}

function upright(text: string): (Text | Element)[] {
  const pieces: (Text | Element)[] = [];
  let from = 0;
  for (const { 0: number, index } of text.matchAll(shortNumber)) {
    if (index > from) pieces.push({ type: 'text', value: text.slice(from, index) });
    pieces.push({
      type: 'element',
      tagName: 'span',
      properties: { className: ['upright'] },
      children: [{ type: 'text', value: number }],
    });
    from = index + number.length;
  }
  if (from < text.length || pieces.length === 0) pieces.push({ type: 'text', value: text.slice(from) });
  return pieces;
}
