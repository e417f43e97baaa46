import type { Element, ElementContent, Parents } from 'hast';
import type { VisitorResult } from 'unist-util-visit';
import { SKIP, visit } from '../tree/visit.ts';
import { h } from './xhtml.ts';

/**
 * What may not begin a line, whatever the reader knows of Chinese rules: a connecting mark goes with the character before it,
 * and so does the mark of a note. CSS keeps them in one line (`.together`); no character is added.
 */
export function keepTogether(tree: Element): void {
  visit(tree, (node, index, parent) => {
    if (node.type === 'element' && ['math', 'code', 'pre', 'rt'].includes(node.tagName)) return SKIP;
    if (node.type === 'element' && hasClass(node, 'together')) return SKIP;
    if (!parent || index === undefined) return undefined;
    if (node.type === 'element' && node.tagName === 'sup') return joinToText(parent, index);
    if (node.type !== 'text') return undefined;
    const pieces = wrapMatches(node.value, connected, 'together');
    if (pieces.length === 1) return undefined;
    parent.children.splice(index, 1, ...pieces);
    return [SKIP, index + pieces.length];
  });
}

/** Middle dot, wave dash, single dash (a double one may begin a line), each with what it follows. */
const connected = /\p{L}·|[\p{L}\p{N}%％]～|[\p{L}\p{N}](?:—(?!—))/gu;

function wrapMatches(text: string, pattern: RegExp, className: string): ElementContent[] {
  const pieces: ElementContent[] = [];
  let done = 0;
  for (const { 0: match, index } of text.matchAll(pattern)) {
    if (index > done) pieces.push({ type: 'text', value: text.slice(done, index) });
    pieces.push(h('span', { className: [className] }, match));
    done = index + match.length;
  }
  if (done < text.length || pieces.length === 0) pieces.push({ type: 'text', value: text.slice(done) });
  return pieces;
}

/** Takes the last character before a raised mark into one unbreakable piece with it. */
function joinToText(parent: Parents, index: number): VisitorResult {
  const mark = parent.children[index];
  const before = parent.children[index - 1];
  if (mark?.type !== 'element' || before?.type !== 'text') return SKIP;
  const [last] = /\S\p{M}*$/u.exec(before.value) ?? [];
  if (!last) return SKIP;
  before.value = before.value.slice(0, -last.length);
  parent.children[index] = h('span', { className: ['together'] }, last, mark);
  return [SKIP, index + 1];
}

function hasClass({ properties }: Element, name: string): boolean {
  return [properties.className].flat().includes(name);
}
