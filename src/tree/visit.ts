import type { Node, Parent } from 'unist';
import type { visit as visitNodes } from 'unist-util-visit';
import type { visitParents as visitNodesAndParents } from 'unist-util-visit-parents';

/** Do not look at the children of this node. */
export const SKIP = 'skip';

type Result =
  | undefined
  | null
  | boolean
  | number
  | typeof SKIP
  | readonly [typeof SKIP | boolean, (number | undefined)?];

/**
 * Looks at the nodes of a tree in order, all or those of a type. Does what unist-util-visit does, whose types it has, for the tests
 * that we use; that makes a function, and a name for it, of every node, and seeks each among its siblings, which was most of the time
 * that numbering a thick book took.
 */
export const visit = ((tree: Node, ...rest: unknown[]) => {
  const [type, visitor] =
    argumentsOf<(node: Node, index: number | undefined, parent: Parent | undefined) => Result>(rest);
  const walk = (node: Node, index: number | undefined, parent: Parent | undefined): Result => {
    const result = type === undefined || node.type === type ? visitor(node, index, parent) : undefined;
    if (isExit(result)) return false;
    return descends(result) && !eachChild(node, (child, at) => walk(child, at, node as Parent)) ? false : result;
  };
  walk(tree, undefined, undefined);
}) as typeof visitNodes;

/** The same, with all that a node stands in, from the root on. */
export const visitParents = ((tree: Node, ...rest: unknown[]) => {
  const [type, visitor] = argumentsOf<(node: Node, ancestors: Parent[]) => Result>(rest);
  const walk = (node: Node, ancestors: Parent[]): Result => {
    const result = type === undefined || node.type === type ? visitor(node, ancestors) : undefined;
    if (isExit(result)) return false;
    if (!('children' in node) || !descends(result)) return result;
    const inside = [...ancestors, node as Parent];
    return eachChild(node, (child) => walk(child, inside)) ? result : false;
  };
  walk(tree, []);
}) as typeof visitNodesAndParents;

function argumentsOf<Visitor>(rest: unknown[]): [type: string | undefined, visitor: Visitor] {
  return rest.length > 1 ? [rest[0] as string, rest[1] as Visitor] : [undefined, rest[0] as Visitor];
}

/** Each child, and any that a visitor names in its place. False if that is to end. */
function eachChild(node: Node, walk: (child: Node, index: number) => Result): boolean {
  const { children } = node as Partial<Parent>;
  if (!children) return true;
  for (let at = 0; at >= 0 && at < children.length; ) {
    const result = walk(children[at] as Node, at);
    if (isExit(result)) return false;
    const next = typeof result === 'number' ? result : typeof result === 'object' ? result?.[1] : undefined;
    at = next ?? at + 1;
  }
  return true;
}

function isExit(result: Result): boolean {
  return result === false || (Array.isArray(result) && result[0] === false);
}

function descends(result: Result): boolean {
  return result !== SKIP && !(Array.isArray(result) && result[0] === SKIP);
}
