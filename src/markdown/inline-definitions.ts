import type { Definition, Image, Link, Parents, Root } from 'mdast';
import { SKIP, visit } from '../tree/visit.ts';

declare module 'mdast' {
  interface RootData {
    /** The definitions as they were written, for those who write the source back. */
    definitions?: Definition[];
  }
}

/** Writes the address of `[text][name]` and `![alt][name]` into the link or image itself; definitions leave the tree. */
export default function remarkInlineDefinitions() {
  return (tree: Root): void => {
    const definitions = new Map<string, Definition>();
    const written: Definition[] = [];
    visit(tree, 'definition', (node) => {
      written.push(node);
      if (!definitions.has(node.identifier)) definitions.set(node.identifier, node);
    });
    if (written.length > 0) tree.data = { ...tree.data, definitions: written };
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
