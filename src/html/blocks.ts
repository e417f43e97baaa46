import type { Element, ElementContent } from 'hast';
import type { Paragraph, Root } from 'mdast';
import type { ContainerDirective, LeafDirective } from 'mdast-util-directive';
import type { State } from 'mdast-util-to-hast';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { nearest } from '../book/nearest.ts';
import { dataDirectives } from '../data/attributes.ts';
import { includeDirective } from '../markdown/includes.ts';
import { reportUnclosed } from '../markdown/unclosed-block.ts';
import { outputsOf } from '../markdown/variants.ts';
import { say } from '../report/message.ts';
import { isTitle } from './block-titles.ts';

/** The `:::name` blocks: the element and class each becomes. Titles are in block-titles.ts. */
export const blocks: Record<string, { tag: 'aside' | 'section' | 'div'; className: string[] }> = {
  note: { tag: 'aside', className: ['callout', 'note'] },
  tip: { tag: 'aside', className: ['callout', 'tip'] },
  important: { tag: 'aside', className: ['callout', 'important'] },
  warning: { tag: 'aside', className: ['callout', 'warning'] },
  keypoints: { tag: 'section', className: ['keypoints'] },
  summary: { tag: 'div', className: ['summary'] },
  timeline: { tag: 'div', className: ['timeline'] },
  references: { tag: 'section', className: ['references'] },
  official: { tag: 'div', className: ['official'] },
  only: { tag: 'div', className: ['only'] },
};

/** Written with two colons. */
const leaves = [...dataDirectives, includeDirective];

/** Reports `:::name` and `::name` that mean nothing to us. */
export default function remarkReportBlocks() {
  return (tree: Root, file: VFile): void => {
    visit(tree, (node) => {
      if (node.type === 'paragraph') reportFence(node, file);
      if (node.type !== 'containerDirective' && node.type !== 'leafDirective') return;
      const directive = node as ContainerDirective | LeafDirective;
      if (directive.type === 'containerDirective' && Object.hasOwn(blocks, directive.name)) {
        reportUnclosed(directive, file);
        return;
      }
      const close = nearest(directive.name, [...Object.keys(blocks), ...leaves]);
      const guess = close && leaves.includes(close) ? `::${close}` : close;
      const known = [...Object.keys(blocks), ...leaves.map((name) => `::${name}`)].join('、');
      say(
        file,
        'html:unknown-block',
        {
          zh: `不认识的块“${directive.name}”。${guess ? `是不是“${guess}”？` : `可以用：${known}。`}`,
          en: `Unknown block "${directive.name}". ${guess ? `Did you mean "${guess}"?` : `Known: ${known.replaceAll('、', ', ')}.`}`,
        },
        { place: directive, severity: 'error', ...(guess && { expected: [guess] }) },
      );
    });
  };
}

/** A line of colons that began no block, such as `::: note` or `:::提示`, would be printed. */
function reportFence(paragraph: Paragraph, file: VFile): void {
  const first = paragraph.children[0];
  if (first?.type !== 'text' || !first.value.startsWith(':::')) return;
  // As written: the text rules have joined the lines.
  const [line = ''] = String(file).slice(paragraph.position?.start.offset).split(/\r?\n/, 1);
  const name = /^:+\s*([\w-]*)/.exec(line)?.[1] ?? '';
  const known = Object.keys(blocks).join('、');
  const zh = `“${line.trim()}”不是块的写法。冒号后紧跟块的名字，如 :::note；可以用：${known}。`;
  const en = `"${line.trim()}" begins no block. Write its name right behind the colons, as in :::note; known: ${known.replaceAll('、', ', ')}.`;
  const hit = Object.hasOwn(blocks, name) ? [`:::${name}`] : undefined;
  say(file, 'html:unknown-block', { zh, en }, { place: paragraph, severity: 'error', ...(hit && { expected: hit }) });
}

/** mdast containerDirective → element with its title as first paragraph. */
export function containerDirective(state: State, node: ContainerDirective): Element {
  const block = (Object.hasOwn(blocks, node.name) && blocks[node.name]) || { tag: 'div', className: [] };
  const [first] = node.children;
  const title = first?.type === 'paragraph' && isTitle(first) ? first : undefined;
  const content: ElementContent[] = state.all({
    ...node,
    children: title ? node.children.slice(1) : node.children,
  } as typeof node);
  const head: Element[] = title
    ? [{ type: 'element', tagName: 'p', properties: { className: ['block-title'] }, children: state.all(title) }]
    : [];
  const element: Element = {
    type: 'element',
    tagName: block.tag,
    properties: {
      className: block.className,
      ...(node.attributes?.id && { id: node.attributes.id }),
      // Each output takes out what is not for it (variants.ts).
      ...(node.name === 'only' && { dataOutput: outputsOf(node).join(' ') }),
    },
    children: [...head, ...content],
  };
  state.patch(node, element);
  return element;
}
