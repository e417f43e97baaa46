import type { PhrasingContent, Root } from 'mdast';
import type { Parent } from 'unist';
import type { VFile } from 'vfile';
import { visit } from '../tree/visit.ts';
import { textSlicer } from './slice-text.ts';

/** 【……】 at the head of a paragraph: the line that says what the paragraph is about. */
export interface Kicker extends Parent {
  type: 'kicker';
  children: PhrasingContent[];
}

declare module 'mdast' {
  interface PhrasingContentMap {
    kicker: Kicker;
  }
  interface RootContentMap {
    kicker: Kicker;
  }
}

/** Wraps a leading 【…】 of up to 30 characters in a `kicker` node. */
export default function remarkKickers() {
  return (tree: Root, file: VFile): void => {
    const source = String(file);
    visit(tree, 'paragraph', (paragraph) => {
      const text = paragraph.children[0];
      if (text?.type !== 'text') return;
      const found = /^【[^【】]{1,30}】/.exec(text.value);
      if (!found) return;
      const cut = found[0].length;
      const head = textSlicer(text, source)(0, cut);
      const kicker: Kicker = { type: 'kicker', children: [head], ...(head.position && { position: head.position }) };
      const rest = cut < text.value.length ? [textSlicer(text, source)(cut, text.value.length)] : [];
      paragraph.children.splice(0, 1, kicker, ...rest);
    });
  };
}
