import type { Image, Paragraph, PhrasingContent, Root, RootContent, Table, Text } from 'mdast';
import type { Node, Parent } from 'unist';
import { visit } from 'unist-util-visit';

/** A picture or table with its caption and source line. The caption stands first in the tree whatever the layout. */
export interface Figure extends Parent {
  type: 'figure';
  kind: 'figure' | 'table';
  children: (FigureCaption | FigureSource | Image | Table)[];
  data?: FigureData;
}
export interface FigureData {
  /** The id written as `{#id}`. */
  label?: string;
  /** 图 1-1, given by the numbering pass. */
  number?: string;
  /** The id in the outputs. */
  id?: string;
}
/** 图题、表题 */
export interface FigureCaption extends Parent {
  type: 'figureCaption';
  children: PhrasingContent[];
}
/** 资料来源：… 注：… */
export interface FigureSource extends Parent {
  type: 'figureSource';
  children: PhrasingContent[];
}

declare module 'mdast' {
  interface RootContentMap {
    figure: Figure;
    figureCaption: FigureCaption;
    figureSource: FigureSource;
  }
}

const tableCaption = /^(?:表|[Tt]able)\s*[：:]\s*/;
const sourceLine = /^(?:资料来源|数据来源|資料來源|数据说明|来源|注|註|说明|Source|Note)\s*[：:]/;

/**
 * Makes figures: a paragraph that holds only an image with a title; a GFM table with a `表：…` line right before it. A
 * paragraph behind either that begins with `资料来源：` or `注：` is its source line.
 */
export default function remarkFigures() {
  return (tree: Root): void => {
    visit(tree, (node) => {
      if ('children' in node && node.children.some((child) => child.type === 'paragraph' || child.type === 'table')) {
        node.children = gather(node.children as RootContent[]) as typeof node.children;
      }
    });
  };
}

function gather(blocks: RootContent[]): RootContent[] {
  const out: RootContent[] = [];
  for (let i = 0; i < blocks.length; i++) {
    const [block, next] = [blocks[i] as RootContent, blocks[i + 1]];
    const figure = pictureFigure(block) ?? tableFigure(block, next);
    if (!figure) {
      out.push(block);
      continue;
    }
    if (figure.kind === 'table') i++;
    const source = blocks[i + 1];
    if (source?.type === 'paragraph' && startsWith(source, sourceLine)) {
      figure.children.push({ type: 'figureSource', children: source.children, ...place(source) });
      i++;
    }
    out.push(figure);
  }
  return out;
}

function pictureFigure(block: RootContent): Figure | undefined {
  if (block.type !== 'paragraph' || block.children.length !== 1) return undefined;
  const image = block.children[0];
  if (image?.type !== 'image' || !image.title) return undefined;
  const text: Text = { type: 'text', value: image.title };
  return {
    type: 'figure',
    kind: 'figure',
    children: [
      { type: 'figureCaption', children: [text], ...place(image) },
      { ...image, title: null },
    ],
    ...(image.data?.label && { data: { label: image.data.label } }),
    ...place(block),
  };
}

function tableFigure(block: RootContent, table: RootContent | undefined): Figure | undefined {
  if (table?.type !== 'table' || block.type !== 'paragraph' || !startsWith(block, tableCaption)) return undefined;
  const [first, ...rest] = block.children as [Text, ...PhrasingContent[]];
  const cut = tableCaption.exec(first.value)?.[0].length ?? 0;
  const text: Text = { ...first, value: first.value.slice(cut) };
  if (first.position) {
    const { start, end } = first.position;
    text.position = { start: { ...start, column: start.column + cut, offset: (start.offset ?? 0) + cut }, end };
  }
  return {
    type: 'figure',
    kind: 'table',
    children: [{ type: 'figureCaption', children: [text, ...rest], ...place(block) }, table],
    ...(block.data?.label && { data: { label: block.data.label } }),
    ...place(block, table),
  };
}

function startsWith(paragraph: Paragraph, pattern: RegExp): boolean {
  const first = paragraph.children[0];
  return first?.type === 'text' && pattern.test(first.value);
}

function place(first: Node, last: Node = first) {
  return first.position && last.position ? { position: { start: first.position.start, end: last.position.end } } : {};
}
