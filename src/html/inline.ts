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

/** 注音符号: the signs of a syllable and the mark of its tone; that of the light tone comes first. */
const zhuyin = /^([˙\u3105-\u312F\u31A0-\u31BF]+)([ˊˇˋ]?)$/u;

/** `<ruby>`: with as many readings as characters each character has its own, else the word has them all. */
export function ruby(state: State, node: Ruby): Element | Element[] {
  const characters = [...node.children.map((text) => text.value).join('')];
  const pairs: [ElementContent[], string][] =
    characters.length === node.readings.length
      ? characters.map((character, i) => [[{ type: 'text', value: character }], node.readings[i] ?? ''])
      : [[state.all(node as never) as ElementContent[], node.readings.join(' ')]];
  const rubies = node.readings.every((reading) => zhuyin.test(reading))
    ? // Zhuyin stands at the right of its character, and a line may end behind each.
      pairs.map((pair) => rubyOf(pair, ['zhuyin']))
    : [element('ruby', ...pairs.flatMap((pair) => rubyOf(pair).children))];
  for (const made of rubies) state.patch(node as never, made);
  return rubies;
}

function rubyOf([base, reading]: [ElementContent[], string], className?: string[]): Element {
  const [, signs, tone] = (className && zhuyin.exec(reading)) || [];
  const mark = tone ? { ...element('span', text(tone)), properties: { className: ['tone'] } } : undefined;
  const rt = element('rt', text(signs ?? reading), ...(mark ? [mark] : []));
  const made = element('ruby', ...base, element('rp', text('（')), rt, element('rp', text('）')));
  return className ? { ...made, properties: { className } } : made;
}

function element(tagName: string, ...children: ElementContent[]): Element {
  return { type: 'element', tagName, properties: {}, children };
}

function text(value: string): ElementContent {
  return { type: 'text', value };
}
