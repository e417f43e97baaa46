import type { Element } from 'hast';
import type { State } from 'mdast-util-to-hast';
import type { GlossaryList, TermUse } from '../document/glossary/index.ts';

/** A word that the glossary explains leads there; the first in the book says so, for templates that mark only that. */
export function termUse(state: State, node: TermUse): Element {
  const children = state.all(node as never);
  const { target, first } = node;
  if (target === undefined) return { type: 'element', tagName: 'span', properties: {}, children };
  const properties = { className: ['term', ...(first ? ['first'] : [])], href: `#${target}`, role: 'doc-glossref' };
  return { type: 'element', tagName: 'a', properties, children };
}

/** The glossary as a list of definitions. */
export function glossaryList(state: State, { entries }: GlossaryList): Element {
  const children = entries.flatMap(({ id, terms, meaning }) => [
    ...terms.map(({ content }, i): Element => {
      const word = state.all({ type: 'paragraph', children: content });
      const term: Element = { type: 'element', tagName: 'dfn', properties: {}, children: word };
      return { type: 'element', tagName: 'dt', properties: i === 0 ? { id } : {}, children: [term] };
    }),
    {
      type: 'element',
      tagName: 'dd',
      properties: {},
      children: state.all({ type: 'root', children: meaning } as never),
    } satisfies Element,
  ]);
  return { type: 'element', tagName: 'dl', properties: {}, children };
}
