import type { Code, Image, Paragraph, PhrasingContent, Root, RootContent, Table, TableCell, Text } from 'mdast';
import type { Node, Parent } from 'unist';
import type { VFile } from 'vfile';
import { SKIP, visit } from '../tree/visit.ts';
import { type FigurePart, figureGroup, groupName } from './figure-groups.ts';
import { takeImageAttributes } from './figure-options.ts';
import { takeTableAttributes } from './table-options.ts';

/** A picture, table or listing with its caption and source line. The caption stands first in the tree whatever the layout. */
export interface Figure extends Parent {
  type: 'figure';
  kind: 'figure' | 'table' | 'listing';
  children: (FigureCaption | FigurePart | FigureSource | Image | Table | Code)[];
  data?: FigureData;
}
export interface FigureData {
  /** The id written as `{#id}`. */
  label?: string;
  /** 图 1-1, given by the numbering pass. */
  number?: string;
  /** The id in the outputs. */
  id?: string;
  /** Classes of its element besides its kind: landscape, own-page, group, columns-2. */
  classes?: string[];
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
const gathered = new Set<string>(['paragraph', 'table', 'figure', 'containerDirective', 'code']);
const sourceLine = /^(?:资料来源|数据来源|資料來源|数据说明|来源|注|註|说明|Source|Note)\s*[：:]/;

/**
 * Makes figures: a paragraph that holds only an image with a title; a GFM table with a `表：…` line right before it;
 * a code block with a title or an id. A paragraph behind any of them, or behind a figure made from data, that begins with
 * `资料来源：` or `注：` is its source line.
 * `:::figures` is one figure of several pictures. The attribute lists of pictures and tables are read.
 */
export default function remarkFigures() {
  return (tree: Root, file: VFile): void => {
    visit(tree, (node) => {
      // A table from a data file stands in its figure already.
      if (node.type === 'figure') return SKIP;
      if ('children' in node && node.children.some((child) => gathered.has(child.type))) {
        node.children = gather(node.children as RootContent[], file) as typeof node.children;
      }
      return undefined;
    });
    visit(tree, (node, _, parent) => {
      if (node.type === 'figure') return SKIP;
      if (node.type === 'image') takeImageAttributes(node, false, file);
      if (node.type === 'table' && parent?.type !== 'figure') takeTableAttributes(node, node, file);
      return undefined;
    });
  };
}

function gather(children: RootContent[], file: VFile): RootContent[] {
  const blocks = children.flatMap(apart);
  const out: RootContent[] = [];
  for (let i = 0; i < blocks.length; i++) {
    const [block, next] = [blocks[i] as RootContent, blocks[i + 1]];
    const made = block.type === 'figure' ? block : undefined;
    const figure =
      made ??
      groupOf(block, file) ??
      pictureFigure(block, file) ??
      listingFigure(block) ??
      tableFigure(block, next, file);
    if (!figure) {
      out.push(block);
      continue;
    }
    if (figure.kind === 'table' && !made) i++;
    const source = blocks[i + 1];
    if (source?.type === 'paragraph' && isSourceLine(source)) {
      figure.children.push({ type: 'figureSource', children: source.children, ...place(source) });
      i++;
    }
    out.push(figure);
  }
  return out;
}

/** A source line written right below its picture, or as the last row of its table, as a paragraph of its own. */
function apart(block: RootContent): RootContent[] {
  if (block.type === 'table') {
    const row = block.children.at(-1);
    const [first, ...rest] = row?.children ?? [];
    if (!row || !first || block.children.length < 2 || !startsWith(first, sourceLine)) return [block];
    if (rest.some((cell) => cell.children.length > 0)) return [block];
    return [
      { ...block, children: block.children.slice(0, -1) },
      { type: 'paragraph', children: first.children, ...place(row) },
    ];
  }
  if (block.type !== 'paragraph') return [block];
  const [image, text, ...rest] = block.children;
  const gap = text?.type === 'text' ? (/^[ \t]*\r?\n/.exec(text.value)?.[0].length ?? 0) : 0;
  if (image?.type !== 'image' || !image.title || text?.type !== 'text' || gap === 0) return [block];
  const line: Text = { type: 'text', value: text.value.slice(gap) };
  const below: Paragraph = { type: 'paragraph', children: [line, ...rest], ...place(text, block) };
  return startsWith(below, sourceLine) ? [{ ...block, children: [image], ...place(image) }, below] : [block];
}

function groupOf(block: RootContent, file: VFile): Figure | undefined {
  const group = block.type === 'containerDirective' && block.name === groupName;
  return group ? figureGroup(block, isSourceLine, file) : undefined;
}

function pictureFigure(block: RootContent, file: VFile): Figure | undefined {
  if (block.type !== 'paragraph' || block.children.length !== 1) return undefined;
  const image = block.children[0];
  if (image?.type !== 'image' || !image.title) return undefined;
  const text: Text = { type: 'text', value: image.title };
  const classes = takeImageAttributes(image, true, file);
  const { id: _, ...properties } = image.data?.hProperties ?? {};
  return {
    type: 'figure',
    kind: 'figure',
    children: [
      { type: 'figureCaption', children: [text], ...place(image) },
      // The id goes to the figure.
      { ...image, title: null, data: { hProperties: properties } },
    ],
    data: { ...(image.data?.label && { label: image.data.label }), classes },
    ...place(block),
  };
}

function listingFigure(block: RootContent): Figure | undefined {
  if (block.type !== 'code' || (!block.title && !block.data?.label)) return undefined;
  const { title, ...code } = block;
  const text: Text = { type: 'text', value: title ?? '', ...place(block) };
  return {
    type: 'figure',
    kind: 'listing',
    children: [{ type: 'figureCaption', children: title ? [text] : [], ...place(block) }, code],
    ...(block.data?.label && { data: { label: block.data.label } }),
    ...place(block),
  };
}

function tableFigure(block: RootContent, table: RootContent | undefined, file: VFile): Figure | undefined {
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
    data: { ...(block.data?.label && { label: block.data.label }), classes: takeTableAttributes(table, block, file) },
    ...place(block, table),
  };
}

function isSourceLine(node: Paragraph): boolean {
  return startsWith(node, sourceLine);
}

function startsWith({ children }: Paragraph | TableCell, pattern: RegExp): boolean {
  const first = children[0];
  return first?.type === 'text' && pattern.test(first.value);
}

function place(first: Node, last: Node = first) {
  return first.position && last.position ? { position: { start: first.position.start, end: last.position.end } } : {};
}
