import type { Element, Nodes } from 'hast';

/** About how many bytes an element has as XHTML, its children included. */
export function bytesOf(element: Element): number {
  const attributes = Object.entries(element.properties).reduce(
    (sum, [name, value]) => sum + name.length + textBytes(String(value)) + 5,
    0,
  );
  const inside = element.children.reduce((sum, child) => sum + contentBytes(child), 0);
  return 2 * element.tagName.length + 5 + attributes + inside;
}

function contentBytes(node: Nodes): number {
  if (node.type === 'element') return bytesOf(node);
  return node.type === 'text' ? textBytes(node.value) : 0;
}

function textBytes(text: string): number {
  // `&` and `<` are written as references.
  return Buffer.byteLength(text) + 4 * (text.match(/[&<]/g)?.length ?? 0);
}
