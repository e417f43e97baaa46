import type { Element } from 'hast';
import type { BookConfig } from '../book/schema.ts';
import type { ChapterHtml } from '../html/index.ts';
import { visit } from '../tree/visit.ts';
import { duokanNotes } from './duokan.ts';
import { h } from './xhtml.ts';

/** Says in EPUB's own vocabulary which links are the marks of notes: this is what makes readers pop them up. */
export function markNoterefs(tree: Element): void {
  visit(tree, 'element', ({ properties }) => {
    if (properties.role === 'doc-noteref') properties['epub:type'] = 'noteref';
  });
}

/**
 * The notes of a file, at its end. There is no heading over them: readers that pop notes up hide each `aside`, and
 * would leave the heading standing alone.
 */
export function notesSection(notes: Element[], style: BookConfig['epub']['notes']): Element[] {
  if (notes.length === 0) return [];
  if (style === 'duokan') return [duokanNotes(notes)];
  return [h('section', { className: ['notes'], 'epub:type': 'footnotes' }, ...notes)];
}

/** A note with the link back to its first mark. */
export function noteAside({ id, number, marks, content }: ChapterHtml['notes'][number]): Element {
  const back = h(
    'a',
    { className: ['note-back'], href: `#${marks[0]}`, 'epub:type': 'backlink', role: 'doc-backlink' },
    String(number),
  );
  const [first, ...rest] = content;
  const children =
    first?.tagName === 'p'
      ? [{ ...first, children: [back, h('span', {}, ' '), ...first.children] }, ...rest]
      : [h('p', {}, back), ...(first ? [first] : []), ...rest];
  return h('aside', { className: ['footnote'], id, 'epub:type': 'footnote', role: 'doc-footnote' }, ...children);
}
