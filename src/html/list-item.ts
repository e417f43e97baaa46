import type { Element } from 'hast';
import type { ListItem, Parents } from 'mdast';
import { defaultHandlers, type State } from 'mdast-util-to-hast';

/**
 * A list item. In a tight list its paragraph is unwrapped, and what was written to the paragraph (`- 要点 {#id}`) would be
 * lost: then the item has the id, so that links find it.
 */
export function listItem(state: State, node: ListItem, parent: Parents | undefined): Element {
  const item = defaultHandlers.listItem(state, node, parent);
  const [first] = node.children;
  const id = first?.type === 'paragraph' ? first.data?.hProperties?.id : undefined;
  const kept = item.children.some((child) => child.type === 'element' && child.properties.id === id);
  if (typeof id === 'string' && !kept) item.properties.id ??= id;
  return item;
}
