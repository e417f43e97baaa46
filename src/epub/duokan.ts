import type { Element } from 'hast';
import { visit } from '../tree/visit.ts';
import { h } from './xhtml.ts';

/**
 * Notes as Duokan (多看) pops them up, by the class names of its guidelines: a list of `duokan-footnote-item`. They are EPUB 3
 * footnotes all the same, for the other readers.
 */
export function duokanNotes(notes: Element[]): Element {
  const items = notes.map(({ properties: { role: _, ...properties }, children }) =>
    h('li', { ...properties, className: ['footnote', 'duokan-footnote-item'] }, ...children),
  );
  const list = h('ol', { className: ['duokan-footnote-content'] }, ...items);
  return h('section', { className: ['notes'], 'epub:type': 'footnotes' }, list);
}

/** The marks of notes, and pictures that fill the width: a tap shows them alone. */
export function markForDuokan(tree: Element): void {
  visit(tree, 'element', ({ tagName, properties, children }) => {
    const add = (name: string) => {
      properties.className = [...[properties.className ?? []].flat().map(String), name];
    };
    if (tagName === 'a' && properties.role === 'doc-noteref') add('duokan-footnote');
    const picture = children.some((child) => child.type === 'element' && child.tagName === 'img');
    if (tagName === 'figure' && picture) add('duokan-image-single');
  });
}
