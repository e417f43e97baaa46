import type { Parents, PhrasingContent, Root, Text } from 'mdast';
import type { InlineMath } from 'mdast-util-math';
import type { VFile } from 'vfile';
import { SKIP, visit } from '../tree/visit.ts';

/**
 * Keeps `$5 到 $10` as text. Inline math is math only if its opening `$` is followed by a non-space, its closing `$`
 * preceded by one and not followed by a digit (the rule of Pandoc's tex_math_dollars).
 */
export default function remarkPlainDollars() {
  return (tree: Root, file: VFile): void => {
    const source = String(file);
    visit(tree, 'inlineMath', (node: InlineMath, index, parent: Parents | undefined) => {
      if (index === undefined || !parent || !node.position) return undefined;
      const { start, end } = node.position;
      const written = source.slice(start.offset, end.offset);
      const inner = written.replace(/^\$+|\$+$/g, '');
      const next = source[end.offset ?? source.length] ?? '';
      if (written.startsWith('$$') || !(/^\s|\s$/.test(inner) || /\d/.test(next))) return undefined;
      const text: Text = { type: 'text', value: written, position: node.position };
      return [SKIP, joinAt(parent.children as PhrasingContent[], index, text)];
    });
  };
}

/** Puts `text` at `index`, joined with its neighbours if they are text too; returns the index behind it. */
function joinAt(children: PhrasingContent[], index: number, text: Text): number {
  const before = children[index - 1];
  const after = children[index + 1];
  const parts = [before, text, after].filter((node): node is Text => node?.type === 'text');
  const joined: Text = { type: 'text', value: parts.map((part) => part.value).join('') };
  const start = parts[0]?.position?.start;
  const end = parts.at(-1)?.position?.end;
  if (start && end) joined.position = { start, end };
  const from = before?.type === 'text' ? index - 1 : index;
  children.splice(from, parts.length, joined);
  return from + 1;
}
