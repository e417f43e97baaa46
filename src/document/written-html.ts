import type { Element } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import type { Html, Nodes } from 'mdast';
import { visit } from '../tree/visit.ts';

/** Calls `tell` for every element that the author wrote as a tag under `tree`, with the node that holds the tag. */
export function visitWrittenElements(tree: Nodes, tell: (element: Element, node: Html) => void): void {
  visit(tree, 'html', (node) => {
    visit(fromHtml(node.value, { fragment: true }), 'element', (element) => tell(element, node));
  });
}
