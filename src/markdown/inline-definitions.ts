import type { Definition, Image, Link, Parents, Root } from 'mdast';
import { SKIP, visit } from 'unist-util-visit';

/** Writes the address of `[text][name]` and `![alt][name]` into the link or image itself; definitions leave the tree. */
export default function remarkInlineDefinitions() {
  return (tree: Root): void => {
    const definitions = new Map<string, Definition>();
    visit(tree, 'definition', (node) => {
      if (!definitions.has(node.identifier)) definitions.set(node.identifier, node);
    });
    visit(tree, (node, index, parent: Parents | undefined) => {
      if (!parent || index === undefined) return undefined;
      if (node.type === 'definition') {
        parent.children.splice(index, 1);
        return [SKIP, index];
      }
      if (node.type !== 'linkReference' && node.type !== 'imageReference') return undefined;
      const definition = definitions.get(node.identifier);
      if (!definition) return undefined;
      const { url, title = null } = definition;
      const place = node.position && { position: node.position };
      const replacement: Link | Image =
        node.type === 'linkReference'
          ? { type: 'link', url, title, children: node.children as Link['children'], ...place }
          : { type: 'image', url, title, alt: node.alt ?? null, ...place };
      parent.children[index] = replacement;
      return undefined;
    });
  };
}
