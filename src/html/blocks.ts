import type { Element, ElementContent } from 'hast';
import type { Paragraph, Root } from 'mdast';
import type { ContainerDirective, LeafDirective } from 'mdast-util-directive';
import type { State } from 'mdast-util-to-hast';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { nearest } from '../book/nearest.ts';
import { dataDirectives } from '../data/attributes.ts';
import { groupName } from '../markdown/figure-groups.ts';
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
  references: { tag: 'section', className: ['references'] },
  official: { tag: 'div', className: ['official'] },
};

/** Reports `:::name` and `::name` that mean nothing to us. */
export default function remarkReportBlocks() {
  return (tree: Root, file: VFile): void => {
    visit(tree, (node) => {
      if (node.type === 'paragraph') reportFence(node, file);
      if (node.type !== 'containerDirective' && node.type !== 'leafDirective') return;
      const directive = node as ContainerDirective | LeafDirective;
      if (directive.type === 'containerDirective' && Object.hasOwn(blocks, directive.name)) {
        reportOpen(directive, file);
        return;
      }
      const close = nearest(directive.name, [...Object.keys(blocks), groupName, ...dataDirectives]);
      const guess = close && dataDirectives.includes(close) ? `::${close}` : close;
      const known = [...Object.keys(blocks), groupName, ...dataDirectives.map((name) => `::${name}`)].join('、');
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

/** A block that is not closed goes on to the end of what holds it, of the chapter at worst. */
function reportOpen(block: ContainerDirective, file: VFile): void {
  const { start, end } = block.position ?? {};
  const last = String(file).slice(start?.offset, end?.offset).split(/\r?\n/).at(-1) ?? '';
  if (!start || /^[\s>]*:{3,}\s*$/.test(last)) return;
  const zh = `块“${block.name}”没有结束。请在它后面单独写一行“:::”。`;
  const en = `The block "${block.name}" does not end. Write a line ":::" behind it.`;
  say(file, 'html:unclosed-block', { zh, en }, { place: start, severity: 'error' });
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
    properties: { className: block.className, ...(node.attributes?.id && { id: node.attributes.id }) },
    children: [...head, ...content],
  };
  state.patch(node, element);
  return element;
}
