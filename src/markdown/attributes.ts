import type { Code, Data, Heading, Image, Paragraph, Root, RootContent, Text } from 'mdast';
import type { Math as Equation } from 'mdast-util-math';
import { visit } from '../tree/visit.ts';
import { type AttributeList, listAtEnd, listAtStart, readAttributeList } from './attribute-list.ts';

declare module 'mdast' {
  interface Data {
    /** The id written as `{#id}`. */
    label?: string;
    /** The attribute list as written, its id too. */
    attributes?: AttributeList;
  }
  interface Code {
    /** The caption written as `title="…"`; the text rules know it by this name. */
    title?: string;
  }
}

/**
 * Reads an attribute list at the end of a heading, paragraph, caption line or fence, and directly behind an image, into
 * `data.label` and `data.attributes`, and takes it out of the text. Captions and images take all kinds, and so does a
 * paragraph of nothing else right before a table; elsewhere only `{#id}` means something, so that `{a=1}` stays what it is.
 */
export default function remarkAttributes() {
  return (tree: Root): void => {
    visit(tree, (node) => {
      if ('children' in node) labelTables(node.children as RootContent[]);
      if (node.type === 'heading' || node.type === 'paragraph') {
        labelImages(node);
        labelEnd(node);
      }
      if (node.type === 'code' || node.type === 'math') labelFence(node);
    });
  };
}

const captionLine = /^(?:[表图]|[Tt]able|[Ff]igure)\s*[：:]/;

function labelEnd(block: Heading | Paragraph): void {
  const [first, last] = [block.children[0], block.children.at(-1)];
  if (last?.type !== 'text') return;
  const found = listAtEnd.exec(last.value);
  const attributes = found?.[1] && readAttributeList(found[1]);
  if (!found || !attributes) return;
  const caption = block.type === 'paragraph' && first?.type === 'text' && captionLine.test(first.value);
  if (!caption && !onlyId(attributes)) return;
  block.data = { ...block.data, ...dataOf(attributes, block.type === 'paragraph') };
  cut(last, found.index, last.value.length);
  if (last.value === '') block.children.pop();
}

function labelTables(blocks: RootContent[]): void {
  for (let i = blocks.length - 1; i > 0; i--) {
    const [line, table] = [blocks[i - 1], blocks[i]];
    if (table?.type !== 'table' || line?.type !== 'paragraph' || line.children.length !== 1) continue;
    const [only] = line.children;
    const attributes = only?.type === 'text' && readAttributeList(only.value.trim());
    if (!attributes) continue;
    table.data = { ...table.data, ...dataOf(attributes, true) };
    if (line.position && table.position) table.position = { start: line.position.start, end: table.position.end };
    blocks.splice(i - 1, 1);
  }
}

function onlyId({ id, classes, values }: AttributeList): boolean {
  return id !== undefined && classes.length === 0 && Object.keys(values).length === 0;
}

function labelImages(block: Heading | Paragraph): void {
  for (let i = 1; i < block.children.length; i++) {
    const [image, text] = [block.children[i - 1], block.children[i]];
    if (image?.type !== 'image' || text?.type !== 'text') continue;
    const found = listAtStart.exec(text.value);
    const attributes = found?.[1] && readAttributeList(found[1]);
    if (!found || !attributes) continue;
    (image as Image).data = { ...image.data, ...dataOf(attributes, true) };
    cut(text, 0, found[0].length);
    if (text.value === '') block.children.splice(i, 1);
  }
}

/** The list at the end of a fence's first line: ```` ```js {#lst-sum title="求和"} ````, `$$ {#eq-energy}`. */
function labelFence(block: Code | Equation): void {
  // Without a language the list begins the line, and Markdown takes its first word for the language.
  const bare = block.type === 'code' && block.lang?.startsWith('{');
  const line = bare ? [block.lang, block.meta].filter(Boolean).join(' ') : (block.meta ?? '');
  const found = listAtEnd.exec(line);
  const attributes = found?.[1] && readAttributeList(found[1]);
  if (!found || !attributes || (bare && found.index > 0)) return;
  block.data = { ...block.data, ...dataOf(attributes, false) };
  block.meta = line.slice(0, found.index) || null;
  if (block.type !== 'code') return;
  if (bare) block.lang = null;
  if (attributes.values.title) block.title = attributes.values.title;
}

/** Headings and figures get their id from the numbering pass; what gets none there has it from here. */
function dataOf(attributes: AttributeList, direct: boolean): Data {
  const { id } = attributes;
  return { attributes, ...(id && { label: id, ...(direct && { hProperties: { id } }) }) };
}

/** Removes characters at one end of a text node on a single line; the position follows. */
function cut(text: Text, from: number, to: number): void {
  if (text.position) {
    const { start, end } = text.position;
    const shift = to - from;
    if (from === 0) {
      text.position = { start: { ...start, column: start.column + shift, offset: (start.offset ?? 0) + shift }, end };
    } else {
      text.position = { start, end: { ...end, column: end.column - shift, offset: (end.offset ?? 0) - shift } };
    }
  }
  text.value = text.value.slice(0, from) + text.value.slice(to);
}
