import type { Element } from 'hast';
import { visit } from '../tree/visit.ts';

/** What our roles are called in EPUB's own vocabulary, for readers that know only that. */
const types: Record<string, string> = { 'doc-index': 'index', 'doc-glossary': 'glossary', 'doc-glossref': 'glossref' };

export function markBackMatter(tree: Element): void {
  visit(tree, 'element', ({ properties }) => {
    const type = types[String(properties.role)];
    if (type) properties['epub:type'] = type;
  });
}
