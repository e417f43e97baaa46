import type { Element, ElementContent, Root } from 'hast';
import { SKIP, visit } from '../tree/visit.ts';

const word = '[\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\p{Nd}\\p{M}]+';
/** Latin words, with the spaces and marks between them. */
const latin = new RegExp(`${word}(?:[ \\u00A0'’.,:/&+-]+${word})*[%‰]?`, 'gu');

/** These have their own style within emphasis. */
const apart: ReadonlySet<string> = new Set(['code', 'math', 'rt', 'sup']);

/**
 * Marks the Latin words inside `<em>` with the class `latin`: Chinese emphasis is a dot below each Han character, and
 * Latin words in it are italic instead.
 */
export default function rehypeEmphasis() {
  return (tree: Root): void => {
    visit(tree, 'element', (node) => {
      if (node.tagName !== 'em') return undefined;
      const runs = latinIn(node);
      if (runs.length > 0 && !hasHan(node)) node.properties.className = ['latin'];
      else for (const wrap of runs) wrap();
      return SKIP;
    });
  };
}

/** What is to be done to each text that holds Latin words; from last to first, so that indexes hold. */
function latinIn(emphasis: Element): (() => void)[] {
  const found: (() => void)[] = [];
  visit(emphasis, (node, index, parent) => {
    if (node.type === 'element' && apart.has(node.tagName)) return SKIP;
    if (node.type !== 'text' || !parent || index === undefined) return undefined;
    if (node.value.search(latin) >= 0) found.unshift(() => parent.children.splice(index, 1, ...split(node.value)));
    return undefined;
  });
  return found;
}

function split(text: string): ElementContent[] {
  const parts: ElementContent[] = [];
  let from = 0;
  for (const { 0: word, index } of text.matchAll(latin)) {
    if (index > from) parts.push({ type: 'text', value: text.slice(from, index) });
    const value: ElementContent = { type: 'text', value: word };
    parts.push({ type: 'element', tagName: 'span', properties: { className: ['latin'] }, children: [value] });
    from = index + word.length;
  }
  if (from < text.length) parts.push({ type: 'text', value: text.slice(from) });
  return parts;
}

function hasHan(emphasis: Element): boolean {
  let found = false;
  visit(emphasis, 'text', ({ value }) => {
    found ||= /\p{Script=Han}/u.test(value);
  });
  return found;
}
