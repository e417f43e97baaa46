import type { Element, ElementContent } from 'hast';
import type { State } from 'mdast-util-to-hast';
import type { ReferenceList } from '../document/bibliography/list.ts';
import type { Citation, CitationPart } from '../markdown/citations.ts';

/** A citation: [1-3] above the line, or （张三, 2020） in it; each number or name leads to its entry. */
export function citation(_: State, { shown = [], raised }: Citation): Element {
  const tagName = raised ? 'sup' : 'span';
  return { type: 'element', tagName, properties: { className: ['citation'] }, children: shown.map(part) };
}

function part({ text, target, raised }: CitationPart): ElementContent {
  const children: ElementContent[] = [{ type: 'text', value: text }];
  if (raised) return { type: 'element', tagName: 'sup', properties: {}, children };
  if (target === undefined) return { type: 'text', value: text };
  return { type: 'element', tagName: 'a', properties: { href: `#${target}`, role: 'doc-biblioref' }, children };
}

/** The list of references; the numbers are text, so that they are read and copied. */
export function referenceList(_: State, { style, entries }: ReferenceList): Element {
  const items = entries.map(({ id, text, url, language }, i): Element => {
    const label: ElementContent[] =
      style === 'numeric'
        ? [
            {
              type: 'element',
              tagName: 'span',
              properties: { className: ['label'] },
              children: [{ type: 'text', value: `[${i + 1}]` }],
            },
            { type: 'text', value: ' ' },
          ]
        : [];
    const properties = { id, ...(language && { lang: language }) };
    return { type: 'element', tagName: 'li', properties, children: [...label, ...linked(text, url)] };
  });
  return { type: 'element', tagName: 'ol', properties: { className: [style] }, children: items };
}

/** The entry with its address as a link. */
function linked(text: string, url: string | undefined): ElementContent[] {
  const at = url && /^https?:/i.test(url) ? text.lastIndexOf(url) : -1;
  if (!url || at < 0) return [{ type: 'text', value: text }];
  return [
    { type: 'text', value: text.slice(0, at) },
    { type: 'element', tagName: 'a', properties: { href: url }, children: [{ type: 'text', value: url }] },
    { type: 'text', value: text.slice(at + url.length) },
  ];
}
