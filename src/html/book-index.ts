import type { Element, ElementContent } from 'hast';
import type { State } from 'mdast-util-to-hast';
import type { IndexEntry, IndexList, IndexMark } from '../document/book-index/index.ts';

/** A place that the index leads to. Nothing shows of it. */
export function indexMark(state: State, node: IndexMark): Element {
  return element('span', { className: ['index-mark'], id: node.id }, ...state.all(node as never));
}

/** The index: a head for each group, and its entries with their places, which each output names in its own way. */
export function indexList(_: State, { groups, depth, words }: IndexList): ElementContent[] {
  const list = (entries: IndexEntry[]): Element =>
    element(
      'ul',
      {},
      ...entries.map(({ id, headword, locators, see, seeAlso, subs }) =>
        element(
          'li',
          id ? { id } : {},
          element('span', { className: ['headword'] }, text(headword)),
          ...(locators.length > 0
            ? [text('　'), element('span', { className: ['locators'] }, ...locators.flatMap(stops))]
            : []),
          ...references(words.see, see),
          ...references(words.seeAlso, seeAlso),
          ...(subs.length > 0 ? [list(subs)] : []),
        ),
      ),
    );
  return groups.flatMap(({ head, entries }) => [element(`h${depth}`, {}, text(head)), list(entries)]);
}

function stops({ from, to, main }: IndexEntry['locators'][number]): Element[] {
  const stop = ({ id, place }: typeof from, ...kind: string[]) =>
    element('a', { className: ['locator', ...kind, ...(main ? ['main'] : [])], href: `#${id}` }, text(place));
  return to ? [stop(from, 'from'), stop(to, 'to')] : [stop(from)];
}

function references(word: string, links: IndexEntry['see']): ElementContent[] {
  if (links.length === 0) return [];
  const shown = links.flatMap(({ id, headword }, i) => [
    ...(i > 0 ? [text('；')] : []),
    element('a', { href: `#${id}` }, text(headword)),
  ]);
  return [text('　'), element('span', { className: ['see'] }, text(`${word} `), ...shown)];
}

function element(tagName: string, properties: Element['properties'], ...children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children };
}

function text(value: string): ElementContent {
  return { type: 'text', value };
}
