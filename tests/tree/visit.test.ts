import fc from 'fast-check';
import type { Node, Parent } from 'unist';
import { visit as visitOfLibrary } from 'unist-util-visit';
import { visitParents as visitParentsOfLibrary } from 'unist-util-visit-parents';
import { describe, expect, it } from 'vitest';
import { SKIP, visit, visitParents } from '../../src/tree/visit.ts';

interface Made extends Parent {
  name: number;
}

const types = ['a', 'b', 'c'] as const;

const own = { type: fc.constantFrom(...types), name: fc.nat(9) };

const { tree } = fc.letrec<{ tree: Made }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.record({ ...own, children: fc.constant<Made[]>([]).map(() => []) }),
    fc.record({ ...own, children: fc.array(tie('tree'), { maxLength: 4 }) }),
  ),
}));

/** What a visitor answers, by the name of the node; `change`: it takes the node out of its parent, whose next child is then in its place. */
const answers = fc.array(
  fc.oneof(
    fc.constantFrom(undefined, true, false, SKIP, null),
    fc.constantFrom<readonly [typeof SKIP | boolean]>([SKIP], [true], [false]),
    fc.constant('change' as const),
  ),
  { minLength: 10, maxLength: 10 },
);

type Visit = typeof visit;
type VisitParents = typeof visitParents;

/** The names that are seen, and where. */
function seen(walk: Visit, made: Made, said: readonly unknown[], type?: string): unknown[] {
  const found: unknown[] = [];
  const visitor = (node: Node, index: number | undefined, parent: Parent | undefined) => {
    const { name } = node as Made;
    found.push([name, node.type, index, parent && (parent as Made).name]);
    if (said[name] !== 'change') return said[name] as undefined;
    if (!parent || index === undefined) return undefined;
    parent.children.splice(index, 1);
    return [SKIP, index] as const;
  };
  const copy = structuredClone(made);
  if (type === undefined) walk(copy as Node, visitor as never);
  else walk(copy as Node, type as never, visitor as never);
  return [found, copy];
}

function seenWithParents(walk: VisitParents, made: Made, said: readonly unknown[], type?: string): unknown[] {
  const found: unknown[] = [];
  const visitor = (node: Node, ancestors: Parent[]) => {
    const { name } = node as Made;
    found.push([name, ancestors.map((each) => (each as Made).name)]);
    return said[name] === 'change' ? undefined : (said[name] as undefined);
  };
  if (type === undefined) walk(made as Node, visitor as never);
  else walk(made as Node, type as never, visitor as never);
  return found;
}

describe('visiting the nodes of a tree', () => {
  it('sees what unist-util-visit sees, in its order, whatever the visitor answers', () => {
    fc.assert(
      fc.property(tree, answers, fc.constantFrom(undefined, ...types), (made, said, type) => {
        expect(seen(visit, made, said, type)).toEqual(seen(visitOfLibrary, made, said, type));
        expect(seenWithParents(visitParents, made, said, type)).toEqual(
          seenWithParents(visitParentsOfLibrary, made, said, type),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('goes back to a child that a visitor names', () => {
    const children = ['x', 'y', 'z'].map((type) => ({ type }));
    for (const walk of [visit, visitOfLibrary] as Visit[]) {
      const found: string[] = [];
      walk({ type: 'root', children } as Node, (node: Node, index?: number) => {
        found.push(node.type);
        return node.type === 'y' && found.length < 4 && index !== undefined ? index - 1 : undefined;
      });
      expect(found).toEqual(['root', 'x', 'y', 'x', 'y', 'z']);
    }
  });
});
