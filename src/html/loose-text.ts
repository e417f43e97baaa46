import type { Element, ElementContent, Root } from 'hast';
import { phrasing } from './allowed.ts';

/**
 * The blocks of a chapter. Text that stands outside every block, because the tag around it was dropped or never there,
 * becomes a paragraph with what stands beside it in the line: none is lost.
 */
export function blocksOf(tree: Root): Element[] {
  const out: Element[] = [];
  let run: ElementContent[] = [];
  const close = () => {
    if (run.some((node) => node.type === 'element' || (node.type === 'text' && node.value.trim() !== ''))) {
      out.push({ type: 'element', tagName: 'p', properties: {}, children: run });
    }
    run = [];
  };
  for (const node of tree.children) {
    if (node.type === 'text' || (node.type === 'element' && phrasing.includes(node.tagName))) {
      run.push(node);
    } else if (node.type === 'element') {
      close();
      out.push(node);
    }
  }
  close();
  return out;
}
