import { attributeWord, type Flow, meaningful, type Word } from './flow.ts';
import { type Element, elementsOf, type OpenedEpub } from './opened.ts';

/** Where a word stands in the EPUB. */
export interface Found {
  /** Of the file. */
  name: string;
  node: Element;
}

/** Sections that an EPUB has of its own. */
const ownPages = ['cover', 'titlepage', 'copyright-page'];

/** What the EPUB says in reading order, without its own pages: cover, title page, imprint, contents. */
export function epubFlow({ spine, items, documents }: OpenedEpub): Flow {
  const flow: Flow = { text: [], notes: new Map() };
  const navigation = items.find(({ properties }) => properties.includes('nav'))?.name;
  for (const name of spine) {
    const body = elementsOf(documents.get(name) ?? { type: 'root', children: [] }, 'body')[0];
    if (body && name !== navigation && !isOwnPage(body)) walk(body, flow, flow.text, name);
  }
  return flow;
}

function isOwnPage(body: Element): boolean {
  return [body, ...elementsOf(body, 'section')].some((node) => ownPages.includes(node.attributes['epub:type'] ?? ''));
}

/** What an output says in its own words: page references, places of the index, the way back from a note. */
const own = ['page-ref', 'locators', 'note-back'];

function walk(node: Element, flow: Flow, into: Word[], name: string): void {
  const { attributes } = node;
  const place: Found = { name, node };
  const classes = (attributes.class ?? '').split(/\s+/);
  // A summary folds out the data of a chart under a title of ours.
  if (classes.some((each) => own.includes(each)) || node.name === 'summary') return;
  if (node.name === 'math') {
    into.push({ text: textOf(node), place });
    return;
  }
  let inside = into;
  if (attributes['epub:type'] === 'footnote' && attributes.id) {
    inside = [];
    flow.notes.set(attributes.id, inside);
  }
  // The second half of a list or a box that was cut repeats what the first says.
  if (!classes.includes('continued')) {
    for (const key of meaningful) inside.push(...attributeWord(key, attributes[key] ?? '', place));
  }
  for (const child of node.children) {
    if (child.type === 'text') inside.push({ text: child.value, place });
    if (child.type === 'element') walk(child, flow, inside, name);
  }
}

function textOf(node: Element): string {
  return node.children
    .map((child) => (child.type === 'text' ? child.value : child.type === 'element' ? textOf(child) : ''))
    .join('');
}
