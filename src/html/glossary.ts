import type { Element } from 'hast';
import type { State } from 'mdast-util-to-hast';
import type { GlossaryEntry, GlossaryList, TermUse } from '../document/glossary/index.ts';

/** A word that the glossary explains leads there; the first in the book says so, for templates that mark only that. */
export function termUse(state: State, node: TermUse): Element {
  const children = state.all(node as never);
  const { target, first } = node;
  if (target === undefined) return { type: 'element', tagName: 'span', properties: {}, children };
  const properties = { className: ['term', ...(first ? ['first'] : [])], href: `#${target}`, role: 'doc-glossref' };
  return { type: 'element', tagName: 'a', properties, children };
}

/** The glossary as a list of definitions. */
export function glossaryList(state: State, { children }: GlossaryList): Element {
  return { type: 'element', tagName: 'dl', properties: {}, children: children.flatMap((entry) => parts(state, entry)) };
}

/** The id stands at the first word. */
function parts(state: State, { id, children }: GlossaryEntry): Element[] {
  return children.map((part, i): Element => {
    const content = state.all(part as never);
    if (part.type === 'glossaryMeaning') return { type: 'element', tagName: 'dd', properties: {}, children: content };
    const word: Element = { type: 'element', tagName: 'dfn', properties: {}, children: content };
    return { type: 'element', tagName: 'dt', properties: i === 0 ? { id } : {}, children: [word] };
  });
}
