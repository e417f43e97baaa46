import type { Element, ElementContent } from 'hast';
import type { Paragraph, Root } from 'mdast';
import type { ContainerDirective, LeafDirective } from 'mdast-util-directive';
import type { State } from 'mdast-util-to-hast';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { nearest } from '../book/nearest.ts';
import { say } from '../report/message.ts';

/** The `:::name` blocks: the element and class each becomes, and the title it has when none is given. */
export const blocks: Record<string, { tag: 'aside' | 'section' | 'div'; className: string[]; title?: string }> = {
  note: { tag: 'aside', className: ['callout', 'note'], title: '说明' },
  tip: { tag: 'aside', className: ['callout', 'tip'], title: '提示' },
  important: { tag: 'aside', className: ['callout', 'important'], title: '要点' },
  warning: { tag: 'aside', className: ['callout', 'warning'], title: '注意' },
  keypoints: { tag: 'section', className: ['keypoints'], title: '本章要点' },
  summary: { tag: 'div', className: ['summary'] },
  timeline: { tag: 'div', className: ['timeline'] },
  official: { tag: 'div', className: ['official'] },
};

/** Reports `:::name` and `::name` that mean nothing to us. */
export default function remarkReportBlocks() {
  return (tree: Root, file: VFile): void => {
    visit(tree, (node) => {
      if (node.type !== 'containerDirective' && node.type !== 'leafDirective') return;
      const directive = node as ContainerDirective | LeafDirective;
      if (directive.type === 'containerDirective' && blocks[directive.name]) return;
      const guess = nearest(directive.name, Object.keys(blocks));
      const known = Object.keys(blocks).join('、');
      say(
        file,
        'html:unknown-block',
        {
          zh: `不认识的块“${directive.name}”。${guess ? `是不是“${guess}”？` : `可以用：${known}。`}`,
          en: `Unknown block "${directive.name}". ${guess ? `Did you mean "${guess}"?` : `Known: ${known}.`}`,
        },
        { place: directive, severity: 'error', ...(guess && { expected: [guess] }) },
      );
    });
  };
}

/** mdast containerDirective → element with its title as first paragraph. */
export function containerDirective(state: State, node: ContainerDirective): Element {
  const block = blocks[node.name] ?? { tag: 'div', className: [] };
  const [first] = node.children;
  const labelled =
    first?.type === 'paragraph' && (first.data as { directiveLabel?: boolean } | undefined)?.directiveLabel;
  const content: ElementContent[] = state.all({
    ...node,
    children: labelled ? node.children.slice(1) : node.children,
  } as typeof node);
  const title: ElementContent[] = labelled
    ? state.all(first as Paragraph)
    : block.title
      ? [{ type: 'text', value: block.title }]
      : [];
  const head: Element[] =
    title.length > 0
      ? [{ type: 'element', tagName: 'p', properties: { className: ['block-title'] }, children: title }]
      : [];
  const element: Element = {
    type: 'element',
    tagName: block.tag,
    properties: { className: block.className },
    children: [...head, ...content],
  };
  state.patch(node, element);
  return element;
}
