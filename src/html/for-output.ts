import type { Element, Root } from 'hast';
import type { Output } from '../markdown/variants.ts';
import { SKIP, visit } from '../tree/visit.ts';
import { eachElement } from './each-element.ts';
import type { TypesetBook } from './index.ts';
import { wrapLooseText } from './loose-text.ts';
import { outputsOf } from './shown.ts';

/** The book as one output shows it: without the blocks for the other, nor the pictures that only those have. */
export function forOutput(book: TypesetBook, output: Output): TypesetBook {
  if (!book.html.some(({ shown }) => shown.choices)) return book;
  const choose = (content: Element[]): Element[] => {
    const root = { type: 'root', children: content } as Root;
    const copy = structuredClone(root);
    visit(copy, 'element', (node, index, parent) => {
      const outputs = outputsOf(node);
      if (!outputs || !parent || index === undefined) return undefined;
      parent.children.splice(index, 1, ...(outputs.includes(output) ? node.children : []));
      return [SKIP, index];
    });
    return wrapLooseText(copy.children);
  };
  const html = book.html.map((chapter) => {
    if (!chapter.shown.choices) return chapter;
    const notes = chapter.notes.map((note) => ({ ...note, content: choose(note.content) }));
    return { ...chapter, body: choose(chapter.body), notes, shown: { ...chapter.shown, choices: false } };
  });
  return { ...book, html, pictures: picturesIn(html, book) };
}

function picturesIn(html: TypesetBook['html'], { pictures }: TypesetBook): TypesetBook['pictures'] {
  const used = new Set<unknown>();
  for (const { title, body, notes } of html) {
    const children = [...title, ...body, ...notes.flatMap((note) => note.content)];
    eachElement(children, (node) => {
      if (node.tagName === 'img') used.add(node.properties.src);
    });
  }
  return new Map([...pictures].filter(([name]) => used.has(name)));
}
