import type { Root } from 'hast';
import { eachElement } from './each-element.ts';

/** `data-width` → a style: an author's own styles are dropped before, so this is the one way to a width. */
export default function rehypeWidths() {
  return (tree: Root): void => {
    eachElement(tree.children, ({ properties }) => {
      const { dataWidth } = properties;
      if (dataWidth === undefined) return;
      delete properties.dataWidth;
      properties.style = `width: ${dataWidth}`;
    });
  };
}
