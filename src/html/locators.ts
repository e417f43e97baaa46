import type { Element, ElementContent, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { decodeAddress } from '../markdown/decode-address.ts';
import { eachElement } from './each-element.ts';

/** A place in the text that an index entry leads to, or one end of a range of them. */
export interface Stop {
  /** The id of the mark. */
  id: string;
  /** The section or chapter that it stands in. */
  place: string;
  main: boolean;
}

/** What an entry leads to, in the order of the text. */
export interface Reach {
  from: Stop;
  to: Stop;
}

/** What the reader sees of one place, or of a range. */
export interface Shown {
  from: { id: string; text: string };
  to?: { id: string; text: string };
  main: boolean;
}

/** Writes the places of every index entry as one output shows them, with `separator` between. */
export function fillLocators(tree: Root, separator: string, show: (reaches: Reach[]) => Shown[]): void {
  eachElement(tree.children, (node) => {
    if (node.tagName !== 'span' || !hasClass(node, 'locators')) return;
    node.children = show(reachesOf(node)).flatMap((shown, i) => [
      ...(i > 0 ? [text(separator)] : []),
      ...(shown.main ? [element('b', {}, links(shown))] : links(shown)),
    ]);
  });
}

function reachesOf({ children }: Element): Reach[] {
  const reaches: Reach[] = [];
  for (const link of children) {
    if (link.type !== 'element') continue;
    const id = decodeAddress(String(link.properties.href ?? '').slice(1));
    const stop = { id, place: textOf(link), main: hasClass(link, 'main') };
    const last = reaches.at(-1);
    if (hasClass(link, 'to') && last) last.to = stop;
    else reaches.push({ from: stop, to: stop });
  }
  return reaches;
}

function links({ from, to }: Shown): ElementContent[] {
  const link = ({ id, text: shown }: typeof from) => element('a', { href: `#${id}` }, [text(shown)]);
  return to ? [link(from), text('–'), link(to)] : [link(from)];
}

function hasClass({ properties }: Element, name: string): boolean {
  return [properties.className].flat().includes(name);
}

function element(tagName: string, properties: Element['properties'], children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children };
}

function text(value: string): ElementContent {
  return { type: 'text', value };
}
