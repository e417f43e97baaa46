import type { Nodes, Parents, PhrasingContent, Root } from 'mdast';
import type {} from 'mdast-util-directive';
import type { Position } from 'unist';
import { printedAttributes } from '../markdown/directives.ts';
import { visit } from '../tree/visit.ts';
import { opaque } from './characters.ts';
import { altSlot, blockSlot, directiveSlot, type Slot, textSlot, titleSlot } from './slot.ts';

export type BlockKind = 'paragraph' | 'heading' | 'cell' | 'title';

/** A block's phrasing content as one string, and where each part of it lives in the tree. */
export interface Paragraph {
  kind: BlockKind;
  text: string;
  /** The slots in order; `starts[i]` is where slot i begins in `text`. Between slots stand opaque characters. */
  slots: Slot[];
  starts: number[];
  /** Borders of `_` emphasis: a space beside one may not be taken from the source, or the emphasis is lost. */
  underscores: Set<number>;
  position: Position | undefined;
}

/** Text between these HTML tags is not prose. */
const verbatim = /^<(\/?)(code|pre|kbd|samp|var|script|style|math|svg|rt|rp|textarea)\b/i;

/** What is printed of that which stands in the braces of a block. */
const printed = ['author', 'source'];

/** All texts of a document, block by block, in order. */
export function paragraphsOf(tree: Root, source: string | undefined): Paragraph[] {
  const found: Paragraph[] = [];
  visit(tree, (node) => {
    const kind = blockKind(node);
    if (kind) found.push(join(node as Parents, kind, source));
    if ('title' in node && node.title) found.push(lone(titleSlot(node)));
    if (node.type === 'containerDirective' && node.attributes) {
      for (const key of printed) {
        if (node.attributes[key]) found.push(lone(blockSlot(node.attributes, key, node.position)));
      }
    }
    if ((node.type === 'image' || node.type === 'imageReference') && node.alt && !isShortcut(node, source)) {
      found.push(lone(altSlot(node)));
    }
    if (node.type === 'textDirective') {
      for (const name of printedAttributes[node.name] ?? []) {
        if (node.attributes?.[name]) found.push(lone(directiveSlot(node, name)));
      }
    }
  });
  for (const definition of tree.data?.definitions ?? []) if (definition.title) found.push(lone(titleSlot(definition)));
  return found;
}

function blockKind(node: Nodes): BlockKind | undefined {
  if (node.type === 'paragraph' || node.type === 'heading') return node.type;
  if (node.type === 'tableCell') return 'cell';
  if (node.type === 'textDirective') return node.name === 'gloss' ? 'paragraph' : undefined;
  return (node.type as string) === 'leafDirective' ? 'paragraph' : undefined;
}

/** `[text]` and `[text][]` are found by their text, `[text][label]` is not; the parser may have made links of them. */
function isShortcut(node: Nodes, source: string | undefined): boolean {
  if (node.type === 'linkReference' || node.type === 'imageReference') return node.referenceType !== 'full';
  const end = node.position?.end.offset;
  if ((node.type !== 'link' && node.type !== 'image') || end === undefined || source?.[end - 1] !== ']') return false;
  return !/\]\[[^[\]]+\]$/.test(source.slice(node.position?.start.offset, end));
}

function lone(slot: Slot): Paragraph {
  return {
    kind: 'title',
    text: slot.value,
    slots: [slot],
    starts: [0],
    underscores: new Set(),
    position: slot.position,
  };
}

function join(block: Parents, kind: BlockKind, source: string | undefined): Paragraph {
  const paragraph: Paragraph = {
    kind,
    text: '',
    slots: [],
    starts: [],
    underscores: new Set(),
    position: block.position,
  };
  const parts: string[] = [];
  let length = 0;
  const hidden: string[] = [];
  const push = (part: string) => {
    parts.push(part);
    length += part.length;
  };

  const walk = (nodes: readonly PhrasingContent[], depth: number, fixed: boolean): void => {
    for (const node of nodes) {
      if (node.type === 'html') {
        const tag = verbatim.exec(node.value);
        if (tag?.[2] && !node.value.endsWith('/>')) {
          if (tag[1]) hidden.pop();
          else hidden.push(tag[2]);
        }
        push(opaque.html);
      } else if (hidden.length > 0) {
        push(opaque.code);
      } else if (node.type === 'text') {
        paragraph.slots.push(textSlot(node, depth, fixed));
        paragraph.starts.push(length);
        push(node.value);
      } else if (node.type === 'break') push(opaque.break);
      else if (node.type === 'inlineCode') push(opaque.code);
      else if ((node.type as string) === 'inlineMath') push(opaque.math);
      else if (node.type === 'image' || node.type === 'imageReference') push(opaque.image);
      // A value that is not there yet: a word of the sentence.
      else if (node.type === 'textDirective' && node.name === 'data') push(opaque.code);
      else if (node.type === 'footnoteReference' || node.type === 'citation') push(opaque.note);
      // What stands in other inline forms is running text; a gloss is a text of its own.
      else if (node.type === 'textDirective' && node.name === 'gloss') push(opaque.note);
      // A link without text shows what its target is called: 图 1-1.
      else if (node.type === 'link' && (node.children.length === 0 || isAddress(node.url, node.children))) {
        push(opaque.address);
      } else if ('children' in node) {
        const start = node.position?.start.offset;
        const underscored = node.type !== 'link' && start !== undefined && source?.[start] === '_';
        if (underscored) paragraph.underscores.add(length);
        walk(node.children, depth + 1, fixed || isShortcut(node, source));
        if (underscored) paragraph.underscores.add(length);
      } else push(opaque.html);
    }
  };
  walk(block.children as PhrasingContent[], 0, false);
  paragraph.text = parts.join('');
  return paragraph;
}

/** `<https://…>` and addresses typed into the text: the link shows its own target. */
function isAddress(url: string, children: readonly PhrasingContent[]): boolean {
  const [only] = children;
  if (children.length !== 1 || only?.type !== 'text') return false;
  const shown = only.value;
  return url === shown || url === `http://${shown}` || url === `mailto:${shown}` || decoded(url) === shown;
}

function decoded(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}
