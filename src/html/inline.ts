import type { Element, ElementContent } from 'hast';
import type { State } from 'mdast-util-to-hast';
import type { NoteMark } from '../document/notes.ts';
import type { Kicker } from '../markdown/kickers.ts';
import type { Ruby } from '../markdown/ruby.ts';

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

/** 注音符号, with the mark of the tone last, or first if it is the light one. */
const zhuyin = /^[\u3105-\u312F\u31A0-\u31BF]+[ˊˇˋ]?$|^˙[\u3105-\u312F]+$/u;

/** `<ruby>`: with as many readings as characters each character has its own, else the word has them all. */
export function ruby(state: State, node: Ruby): Element {
  const base = state.all(node as never);
  const characters = [...node.children.map((text) => text.value).join('')];
  const pairs: [ElementContent[], string][] =
    characters.length === node.readings.length
      ? characters.map((character, i) => [[{ type: 'text', value: character }], node.readings[i] ?? ''])
      : [[base, node.readings.join(' ')]];
  const children = pairs.flatMap(([shown, reading]) => [
    ...shown,
    element('rp', '（'),
    element('rt', reading),
    element('rp', '）'),
  ]);
  // Zhuyin stands at the right of its character, where the style sheet can put it there.
  const properties = node.readings.every((reading) => zhuyin.test(reading)) ? { className: ['zhuyin'] } : {};
  const result: Element = { type: 'element', tagName: 'ruby', properties, children };
  state.patch(node as never, result);
  return result;
}

function element(tagName: string, value: string): Element {
  return { type: 'element', tagName, properties: {}, children: [{ type: 'text', value }] };
}
