import type { Element, ElementContent, RootContent } from 'hast';

/** Calls `take` for every element under `nodes`, each before its children. Much faster than a visitor that may change the tree. */
export function eachElement(nodes: readonly (RootContent | ElementContent)[], take: (element: Element) => void): void {
  for (const node of nodes) {
    if (node.type !== 'element') continue;
    take(node);
    eachElement(node.children, take);
  }
}
