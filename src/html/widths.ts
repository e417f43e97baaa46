import type { Root } from 'hast';
import { visit } from 'unist-util-visit';

/** `data-width` → a style: an author's own styles are dropped before, so this is the one way to a width. */
export default function rehypeWidths() {
  return (tree: Root): void => {
    visit(tree, 'element', ({ properties }) => {
      const { dataWidth } = properties;
      if (dataWidth === undefined) return;
      delete properties.dataWidth;
      properties.style = `width: ${dataWidth}`;
    });
  };
}
