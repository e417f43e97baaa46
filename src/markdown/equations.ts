import type { Root, RootContent } from 'mdast';
import type { Math as Equation, InlineMath } from 'mdast-util-math';
import type { VFile } from 'vfile';
import { visit } from '../tree/visit.ts';

/** Makes `$$…$$` on a line alone in its paragraph the equation that it is between two lines of `$$`; `{#id}` may follow it. */
export default function remarkEquations() {
  return (tree: Root, file: VFile): void => {
    const source = String(file);
    visit(tree, 'paragraph', (paragraph, index, parent) => {
      const [math, ...rest] = paragraph.children;
      if (math?.type !== 'inlineMath' || rest.length > 0 || !parent || index === undefined) return;
      if (!source.startsWith('$$', math.position?.start.offset)) return;
      const { label, directiveLabel } = (paragraph.data ?? {}) as { label?: string; directiveLabel?: boolean };
      // The title of a block is a line of text.
      if (directiveLabel) return;
      (parent.children as RootContent[])[index] = equation(math, label);
    });
  };
}

/** As remark-math would have made it. */
function equation({ value, position }: InlineMath, label: string | undefined): Equation {
  const code = {
    type: 'element' as const,
    tagName: 'code',
    properties: { className: ['language-math', 'math-display'] },
    children: [{ type: 'text' as const, value }],
  };
  const data = { hName: 'pre', hChildren: [code], ...(label && { label }) } as const;
  return { type: 'math', value, data: data as never, ...(position && { position }) };
}
