import type { Element, Root } from 'hast';
import { visit } from '../tree/visit.ts';

/** Column alignment as a class (`align` is obsolete in HTML and an error in EPUB); header cells say what they head. */
export default function rehypeTables() {
  return (tree: Root): void => {
    visit(tree, 'element', (node: Element, _, parent) => {
      if (node.tagName !== 'td' && node.tagName !== 'th') return;
      const { align, ...properties } = node.properties;
      const className = [properties.className ?? []].flat().map(String);
      if (align) properties.className = [...className, `align-${align}`];
      if (node.tagName === 'th' && !properties.scope) {
        const row = parent as Element | undefined;
        properties.scope = row?.children.some((cell) => cell.type === 'element' && cell.tagName === 'td')
          ? 'row'
          : 'col';
      }
      node.properties = properties;
    });
  };
}
