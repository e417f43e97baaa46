import type { Element, ElementContent, Root } from 'hast';
import { SKIP, visit } from '../tree/visit.ts';

/** What has no dot within emphasis. */
const apart: ReadonlySet<string> = new Set(['code', 'math', 'rt', 'sup']);

/**
 * Puts each Han character inside `<em>` into a span of the class `dot`, for the style sheet to draw a dot at it. The browser's
 * own emphasis marks would be text in the PDF, bullets between the lines, and would push the lines apart.
 */
export function markDots(tree: Root): void {
  visit(tree, 'element', (emphasis) => {
    if (emphasis.tagName !== 'em') return undefined;
    visit(emphasis, (node, index, parent) => {
      if (node.type === 'element' && apart.has(node.tagName)) return SKIP;
      if (node.type !== 'text' || !parent || index === undefined) return undefined;
      const parts = split(node.value);
      parent.children.splice(index, 1, ...parts);
      return [SKIP, index + parts.length];
    });
    return SKIP;
  });
}

function split(value: string): ElementContent[] {
  return value
    .split(/(\p{Script=Han})/u)
    .flatMap((part, i): ElementContent[] =>
      part === '' ? [] : [i % 2 === 1 ? dotted(part) : { type: 'text', value: part }],
    );
}

function dotted(character: string): Element {
  const properties = { className: ['dot'] };
  return { type: 'element', tagName: 'span', properties, children: [{ type: 'text', value: character }] };
}
