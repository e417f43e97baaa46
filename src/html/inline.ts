import type { Element } from 'hast';
import type { State } from 'mdast-util-to-hast';
import type { NoteMark } from '../document/notes.ts';
import type { Kicker } from '../markdown/kickers.ts';

/** The mark of a note: a superscript link to the note. */
export function noteMark(_: State, node: NoteMark): Element {
  const link: Element = {
    type: 'element',
    tagName: 'a',
    properties: { className: ['note-mark'], id: node.id, href: `#${node.note}`, role: 'doc-noteref' },
    children: [{ type: 'text', value: String(node.number) }],
  };
  return { type: 'element', tagName: 'sup', properties: {}, children: [link] };
}

/** 【…】 at the head of a paragraph. */
export function kicker(state: State, node: Kicker): Element {
  return {
    type: 'element',
    tagName: 'span',
    properties: { className: ['kicker'] },
    children: state.all(node as never),
  };
}
