import type { Nodes, Root } from 'mdast';
import { visit } from '../tree/visit.ts';

/**
 * The first block of `before` that reads differently in `after`, text aside: other kinds of nodes, or another value of
 * something that is not text. `undefined` if the structure is the same.
 */
export function firstChangedBlock(before: Root, after: Root): { start: number; end: number } | undefined {
  const length = Math.max(before.children.length, after.children.length);
  for (let i = 0; i < length; i++) {
    const [old, now] = [before.children[i], after.children[i]];
    if (old && now && shape(old) === shape(now)) continue;
    const block = old ?? before.children.at(-1);
    return { start: block?.position?.start.offset ?? 0, end: block?.position?.end.offset ?? 0 };
  }
  return undefined;
}

function shape(block: Nodes): string {
  const parts: string[] = [];
  visit(block, (node) => {
    if (node.type === 'text') return;
    parts.push('(', node.type);
    if ('value' in node) parts.push('=', node.value);
    if ('url' in node) parts.push('>', node.url);
    if ('identifier' in node) parts.push('#', node.identifier);
    if ('depth' in node) parts.push(String(node.depth));
    // The values of some attributes are text.
    if (node.type === 'textDirective') parts.push(':', node.name, ...Object.keys(node.attributes ?? {}));
  });
  return parts.join('');
}
