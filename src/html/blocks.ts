import type { Element, ElementContent } from 'hast';
import type { Paragraph, Root } from 'mdast';
import type { ContainerDirective, LeafDirective } from 'mdast-util-directive';
import type { State } from 'mdast-util-to-hast';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { nearest } from '../book/nearest.ts';
import { dataDirectives } from '../data/attributes.ts';
import { say } from '../report/message.ts';
import { type BlockContent, keywords, quotation, signature, verse } from './block-content.ts';
import { reportContent } from './report-block-content.ts';

export interface Block {
  tag: 'aside' | 'section' | 'div' | 'blockquote';
  className: string[];
  /** The title it has when none is given, and what that is in a block written in English. */
  title?: string;
  english?: string;
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

/** The `:::name` blocks: the element and class each becomes. */
export const blocks: Record<string, Block> = {
  note: { tag: 'aside', className: ['callout', 'note'], title: '说明' },
  tip: { tag: 'aside', className: ['callout', 'tip'], title: '提示' },
  important: { tag: 'aside', className: ['callout', 'important'], title: '要点' },
  warning: { tag: 'aside', className: ['callout', 'warning'], title: '注意' },
  keypoints: { tag: 'section', className: ['keypoints'], title: '本章要点' },
  summary: { tag: 'div', className: ['summary'] },
  timeline: { tag: 'div', className: ['timeline'] },
  references: { tag: 'section', className: ['references'] },
  official: { tag: 'div', className: ['official'] },
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
    title: '摘要',
    english: 'Abstract',
    runIn: true,
    role: 'doc-abstract',
    filled: true,
  },
  keywords: {
    tag: 'div',
    className: ['keywords'],
    title: '关键词',
    english: 'Keywords',
    runIn: true,
    filled: true,
    content: keywords,
  },
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
        reportContent(directive, blocks[directive.name] as Block, file);
        return;
      }
      const close = nearest(directive.name, [...Object.keys(blocks), ...dataDirectives]);
      const guess = close && dataDirectives.includes(close) ? `::${close}` : close;
      const known = [...Object.keys(blocks), ...dataDirectives.map((name) => `::${name}`)].join('、');
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

/** mdast containerDirective → element with its title as first paragraph, or at the head of the first paragraph. */
export function containerDirective(state: State, node: ContainerDirective): Element {
  const block: Block = (Object.hasOwn(blocks, node.name) && blocks[node.name]) || { tag: 'div', className: [] };
  const { id, lang } = node.attributes ?? {};
  const label = labelOf(node);
  const rest = label ? { ...node, children: node.children.slice(1) } : node;
  const content = block.content?.(state, rest) ?? (state.all(rest) as ElementContent[]);
  const usual = lang?.startsWith('en') ? (block.english ?? block.title) : block.title;
  const title = label ? (state.all(label) as ElementContent[]) : usual ? [{ type: 'text' as const, value: usual }] : [];
  const element: Element = {
    type: 'element',
    tagName: block.tag,
    properties: {
      className: block.className,
      ...(block.role && { role: block.role }),
      ...(id && { id }),
      ...(lang && { lang }),
    },
    children: block.runIn ? withRunIn(title, content, lang) : [...titleLine(title), ...content],
  };
  state.patch(node, element);
  return element;
}

export function labelOf({ children: [first] }: ContainerDirective): Paragraph | undefined {
  const data = first?.data as { directiveLabel?: boolean } | undefined;
  return first?.type === 'paragraph' && data?.directiveLabel ? first : undefined;
}

function titleLine(title: ElementContent[]): Element[] {
  if (title.length === 0) return [];
  return [{ type: 'element', tagName: 'p', properties: { className: ['block-title'] }, children: title }];
}

function withRunIn(title: ElementContent[], content: ElementContent[], lang: string | null | undefined) {
  const colon: ElementContent = { type: 'text', value: lang?.startsWith('en') ? ': ' : '：' };
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
