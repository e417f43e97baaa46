import type { Element, ElementContent, Properties } from 'hast';
import { toXast } from 'hast-util-to-xast';
import { toXml } from 'xast-util-to-xml';
import { visit } from '../tree/visit.ts';

/** What XML 1.0 has no place for, not even escaped: most control characters, lone surrogates, two non-characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const illegal = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;

/** Text that may stand in XML. What goes is invisible in print, too. */
export function legalText(text: string): string {
  return text.replace(illegal, '');
}

const emptyElements = /><\/(?:area|br|col|hr|img|input|link|meta|wbr)>/g;

/** Serialises HTML as XHTML: elements without content as `<br/>`, all others with an end tag, so that HTML parsers agree. */
export function toXhtml(tree: Element): string {
  visit(tree, (node) => {
    if (node.type === 'text') node.value = legalText(node.value);
    if (node.type !== 'element') return;
    for (const [name, value] of Object.entries(node.properties)) {
      if (typeof value === 'string') node.properties[name] = legalText(value);
    }
    // The HTML parser knows the namespace by the tag; XML wants it written.
    if (node.tagName === 'math') node.properties.xmlns = 'http://www.w3.org/1998/Math/MathML';
    if (node.properties.lang) node.properties.xmlLang = node.properties.lang;
  });
  return (
    toXml(toXast(tree))
      // The document declares this namespace on its root.
      .replace(' xmlns="http://www.w3.org/1999/xhtml"', '')
      .replace(emptyElements, '/>')
      // The end of a CDATA section is forbidden in text (XML 1.0, 2.4); in attributes both spellings mean the same.
      .replaceAll(']]>', ']]&gt;')
  );
}

/** A short hand for elements of our own. */
export function h(tagName: string, properties: Properties, ...children: (ElementContent | string)[]): Element {
  return {
    type: 'element',
    tagName,
    properties,
    children: children.map((child) => (typeof child === 'string' ? { type: 'text', value: child } : child)),
  };
}
