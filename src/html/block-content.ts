import type { Element, ElementContent } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { ContainerDirective } from 'mdast-util-directive';
import type { State } from 'mdast-util-to-hast';
import { visit } from '../tree/visit.ts';

/** Makes the content of a block from its children without the title. */
export type BlockContent = (state: State, node: ContainerDirective) => ElementContent[];

/** 诗词: the author below the title, each paragraph a stanza, each line a paragraph of its own. */
export function verse(state: State, node: ContainerDirective): ElementContent[] {
  const { author } = node.attributes ?? {};
  const stanzas = state
    .all(node)
    .map((block) => (isParagraph(block) ? element('div', 'stanza', ...linesOf(block)) : block));
  return [...(author ? [element('p', 'author', text(author))] : []), ...(stanzas as ElementContent[])];
}

/** 落款: every line a paragraph; the style sheet sets those above on the centre of the last one, the date. */
export function signature(state: State, node: ContainerDirective): ElementContent[] {
  return state.all(node).flatMap((block) => (isParagraph(block) ? linesOf(block) : [block as ElementContent]));
}

/** A quotation with its source on a line of its own, behind the dash that is its sign. */
export function quotation(state: State, node: ContainerDirective): ElementContent[] {
  const source = node.attributes?.source?.trim();
  const content = state.all(node) as ElementContent[];
  if (!source) return content;
  return [...content, element('p', 'quote-source', text(source.startsWith('—') ? source : `——${source}`))];
}

/** 关键词 parted by semicolons (GB/T 7713.2—2022), however the author parted them. */
export function keywords(state: State, node: ContainerDirective): ElementContent[] {
  const content = state.all(node) as ElementContent[];
  const all = content.map((block) => textOf(block as Element)).join('\n');
  const parting = /[;；]/.test(all) ? /\s*[;；]\s*/g : /\s*[,，、]\s*/g;
  const mark = /\p{Script=Han}/u.test(all) ? '；' : '; ';
  visit({ type: 'root', children: content }, 'text', (node) => {
    node.value = node.value.replace(parting, mark);
  });
  for (const block of content) if (isParagraph(block)) withoutEnd(block);
  return content;
}

/** The last keyword has no mark behind it. */
function withoutEnd(paragraph: Element): void {
  const last = paragraph.children.at(-1);
  if (last?.type === 'text') last.value = last.value.replace(/[\s;；,，、。.]+$/u, '');
}

/** The lines of a paragraph, as paragraphs of the class `line`. */
function linesOf(paragraph: Element): Element[] {
  const lines: ElementContent[][] = [[]];
  for (const child of paragraph.children) {
    if (child.type === 'element' && child.tagName === 'br') lines.push([]);
    else lines.at(-1)?.push(child);
  }
  return lines.map(trimmed).flatMap((line) => (line.length > 0 ? [element('p', 'line', ...line)] : []));
}

/** Behind a break mdast-util-to-hast writes a line end, which is no part of the line. */
function trimmed(line: ElementContent[]): ElementContent[] {
  return line.filter((child, i) => {
    if (child.type !== 'text') return true;
    if (i === 0) child.value = child.value.replace(/^[ \t\r\n]+/, '');
    if (i === line.length - 1) child.value = child.value.replace(/[ \t\r\n]+$/, '');
    return child.value !== '';
  });
}

function isParagraph(node: { type: string }): node is Element {
  return node.type === 'element' && (node as Element).tagName === 'p';
}

function element(tagName: string, className: string, ...children: ElementContent[]): Element {
  return { type: 'element', tagName, properties: { className: [className] }, children };
}

function text(value: string): ElementContent {
  return { type: 'text', value };
}
