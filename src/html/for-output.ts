import type { Element, Root } from 'hast';
import type { Output } from '../markdown/variants.ts';
import { SKIP, visit } from '../tree/visit.ts';
import { eachElement } from './each-element.ts';
import type { TypesetBook } from './index.ts';
import { wrapLooseText } from './loose-text.ts';

/** The book as one output shows it: without the blocks for the other, nor the pictures that only those have. */
export function forOutput(book: TypesetBook, output: Output): TypesetBook {
  let chosen = false;
  const choose = (content: Element[]): Element[] => {
    const root = { type: 'root', children: content } as Root;
    if (!hasChoice(root)) return content;
    chosen = true;
    const copy = structuredClone(root);
    visit(copy, 'element', (node, index, parent) => {
      const outputs = outputsOf(node);
      if (!outputs || !parent || index === undefined) return undefined;
      parent.children.splice(index, 1, ...(outputs.includes(output) ? node.children : []));
      return [SKIP, index];
    });
    return wrapLooseText(copy.children);
  };
  const html = book.html.map((chapter) => ({
    ...chapter,
    body: choose(chapter.body),
    notes: chapter.notes.map((note) => ({ ...note, content: choose(note.content) })),
  }));
  return chosen ? { ...book, html, pictures: shownIn(html, book) } : book;
}

function hasChoice(root: Root): boolean {
  let found = false;
  eachElement(root.children, (node) => {
    found ||= outputsOf(node) !== undefined;
  });
  return found;
}

/** What an `only` block is for; undefined of other elements. */
function outputsOf({ properties: { dataOutput } }: Element): string[] | undefined {
  return typeof dataOutput === 'string' ? dataOutput.split(' ') : undefined;
}

function shownIn(html: TypesetBook['html'], { pictures }: TypesetBook): TypesetBook['pictures'] {
  const used = new Set<unknown>();
  for (const { title, body, notes } of html) {
    const children = [...title, ...body, ...notes.flatMap((note) => note.content)];
    eachElement(children, (node) => {
      if (node.tagName === 'img') used.add(node.properties.src);
    });
  }
  return new Map([...pictures].filter(([name]) => used.has(name)));
}
