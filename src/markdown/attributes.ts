import type { Heading, Image, Paragraph, Root, Text } from 'mdast';
import { visit } from 'unist-util-visit';

declare module 'mdast' {
  interface HeadingData {
    /** The id written as `{#id}`. */
    label?: string;
  }
  interface ParagraphData {
    label?: string;
  }
  interface ImageData {
    label?: string;
  }
}

const trailing = /[ \t　]*\{#([\p{L}\p{N}][\p{L}\p{N}_.:-]*)\}[ \t]*$/u;
const leading = /^\{#([\p{L}\p{N}][\p{L}\p{N}_.:-]*)\}/u;

/**
 * Reads `{#id}` at the end of a heading or a caption line, and directly behind an image, into `data.label`, and takes
 * it out of the text.
 */
export default function remarkAttributes() {
  return (tree: Root): void => {
    visit(tree, (node) => {
      if (node.type === 'heading' || node.type === 'paragraph') {
        labelImages(node);
        labelEnd(node);
      }
    });
  };
}

function labelEnd(block: Heading | Paragraph): void {
  const last = block.children.at(-1);
  if (last?.type !== 'text') return;
  const found = trailing.exec(last.value);
  if (!found?.[1]) return;
  block.data = { ...block.data, label: found[1], ...(block.type === 'paragraph' && { hProperties: { id: found[1] } }) };
  cut(last, found.index, last.value.length);
  if (last.value === '') block.children.pop();
}

function labelImages(block: Heading | Paragraph): void {
  for (let i = 1; i < block.children.length; i++) {
    const [image, text] = [block.children[i - 1], block.children[i]];
    if (image?.type !== 'image' || text?.type !== 'text') continue;
    const found = leading.exec(text.value);
    if (!found?.[1]) continue;
    (image as Image).data = { ...image.data, label: found[1], hProperties: { id: found[1] } };
    cut(text, 0, found[0].length);
    if (text.value === '') block.children.splice(i, 1);
  }
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
