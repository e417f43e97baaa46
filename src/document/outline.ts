import type { Nodes, Root } from 'mdast';

/** Words and what sets them off: no other chapter is numbered by them, nor refers to them. */
const words: ReadonlySet<string> = new Set(['text', 'inlineCode', 'break', 'strong', 'emphasis', 'delete']);
/** What says something only by what is in it. */
const frames: ReadonlySet<string> = new Set([...words, 'paragraph', 'list', 'listItem', 'blockquote']);
/** What is named by its words. */
const titles: ReadonlySet<string> = new Set(['heading', 'figureCaption']);

/**
 * What of a chapter matters to the others: headings, figures, notes, citations, marks of the index, everything with an id; not
 * the running text. A copy, so that numbers can be put into it again and again.
 */
export function outlineOf(tree: Root): Root {
  return { ...tree, children: tree.children.flatMap(outline) } as Root;
}

function outline(node: Nodes): Nodes[] {
  if (titles.has(node.type)) return [structuredClone(node)];
  const children = 'children' in node ? (node.children as Nodes[]).flatMap(outline) : undefined;
  const named = node.data !== undefined && 'label' in node.data;
  if (frames.has(node.type) && !named && (children ?? []).length === 0) return [];
  if (!children) return [structuredClone(node)];
  return [{ ...node, ...(node.data && { data: structuredClone(node.data) }), children } as Nodes];
}
