import type { Element, ElementContent } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Paragraph, Root } from 'mdast';
import type { ContainerDirective, LeafDirective } from 'mdast-util-directive';
import type { State } from 'mdast-util-to-hast';
import type { VFile } from 'vfile';
import { nearest } from '../book/nearest.ts';
import { dataDirectives } from '../data/attributes.ts';
import { groupName } from '../markdown/figure-groups.ts';
import { includeDirective } from '../markdown/includes.ts';
import { reportUnclosed } from '../markdown/unclosed-block.ts';
import { outputsOf } from '../markdown/variants.ts';
import { say } from '../report/message.ts';
import { visit } from '../tree/visit.ts';
import { type BlockContent, keywords, quotation, signature, verse } from './block-content.ts';
import { isTitle } from './block-titles.ts';
import { reportContent } from './report-block-content.ts';

export interface Block {
  tag: 'aside' | 'section' | 'div' | 'blockquote';
  className: string[];
  /** The title stands at the head of the first paragraph: 摘要：…… */
  runIn?: true;
  role?: string;
  /** What it may say in braces beside `#id` and `lang`. */
  attributes?: readonly string[];
  /** A block of this kind says nothing when it is empty. */
  filled?: true;
  /** Makes the content, if it is not just what stands in the block. */
  content?: BlockContent;
}

/** The `:::name` blocks: the element and class each becomes. Titles are in block-titles.ts. */
export const blocks: Record<string, Block> = {
  note: { tag: 'aside', className: ['callout', 'note'] },
  tip: { tag: 'aside', className: ['callout', 'tip'] },
  important: { tag: 'aside', className: ['callout', 'important'] },
  warning: { tag: 'aside', className: ['callout', 'warning'] },
  keypoints: { tag: 'section', className: ['keypoints'] },
  summary: { tag: 'div', className: ['summary'] },
  timeline: { tag: 'div', className: ['timeline'] },
  references: { tag: 'section', className: ['references'] },
  index: { tag: 'section', className: ['index'], role: 'doc-index' },
  glossary: { tag: 'section', className: ['glossary'], role: 'doc-glossary' },
  official: { tag: 'div', className: ['official'] },
  only: { tag: 'div', className: ['only'], attributes: ['output', 'edition'] },
  verse: { tag: 'div', className: ['verse'], attributes: ['author'], filled: true, content: verse },
  quote: { tag: 'blockquote', className: ['quote'], attributes: ['source'], filled: true, content: quotation },
  epigraph: {
    tag: 'div',
    className: ['epigraph'],
    role: 'doc-epigraph',
    attributes: ['source'],
    filled: true,
    content: quotation,
  },
  salutation: { tag: 'div', className: ['salutation'], filled: true },
  signature: { tag: 'div', className: ['signature'], filled: true, content: signature },
  abstract: {
    tag: 'section',
    className: ['abstract'],
    runIn: true,
    role: 'doc-abstract',
    filled: true,
  },
  keywords: {
    tag: 'div',
    className: ['keywords'],
    runIn: true,
    filled: true,
    content: keywords,
  },
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
        reportContent(directive, blocks[directive.name] as Block, file);
        return;
      }
      const close = nearest(directive.name, [...Object.keys(blocks), groupName, ...leaves]);
      const guess = close && leaves.includes(close) ? `::${close}` : close;
      const known = [...Object.keys(blocks), groupName, ...leaves.map((name) => `::${name}`)].join('、');
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

/** mdast containerDirective → element with its title as first paragraph, or at the head of the first paragraph. */
export function containerDirective(state: State, node: ContainerDirective): Element {
  const block: Block = (Object.hasOwn(blocks, node.name) && blocks[node.name]) || { tag: 'div', className: [] };
  const { id, lang } = node.attributes ?? {};
  const label = labelOf(node);
  const rest = label ? { ...node, children: node.children.slice(1) } : node;
  const content = block.content?.(state, rest) ?? (state.all(rest) as ElementContent[]);
  const title = label ? (state.all(label) as ElementContent[]) : [];
  const element: Element = {
    type: 'element',
    tagName: block.tag,
    properties: {
      className: block.className,
      ...(block.role && { role: block.role }),
      ...(id && { id }),
      ...(lang && { lang }),
      // Each output takes out what is not for it (variants.ts).
      ...(node.name === 'only' && { dataOutput: outputsOf(node).join(' ') }),
    },
    children: block.runIn ? withRunIn(title, content) : [...titleLine(title), ...content],
  };
  state.patch(node, element);
  return element;
}

export function labelOf({ children: [first] }: ContainerDirective): Paragraph | undefined {
  return first?.type === 'paragraph' && isTitle(first) ? first : undefined;
}

function titleLine(title: ElementContent[]): Element[] {
  if (title.length === 0) return [];
  return [{ type: 'element', tagName: 'p', properties: { className: ['block-title'] }, children: title }];
}

function withRunIn(title: ElementContent[], content: ElementContent[]) {
  const chinese = title.some((part) => /\p{Script=Han}/u.test(textOf(part)));
  const colon: ElementContent = { type: 'text', value: chinese ? '：' : ': ' };
  const head: Element = {
    type: 'element',
    tagName: 'strong',
    properties: { className: ['run-in'] },
    children: [...title, colon],
  };
  const first = content.find((child) => child.type === 'element');
  if (first?.type !== 'element' || first.tagName !== 'p') return [...titleLine(title), ...content];
  first.children.unshift(head);
  return content;
}
