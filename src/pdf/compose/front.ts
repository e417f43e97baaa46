import type { Element, ElementContent, Root } from 'hast';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { labelGap } from '../../document/chapter.ts';
import { escapeHtml } from '../../html/escape.ts';
import { imprintLines } from '../../html/imprint.ts';
import type { TypesetBook } from '../../html/index.ts';
import { setUpright } from '../../html/vertical.ts';
import type { Template } from '../../template/load.ts';
import { fullSpaces, setLines } from '../lines/index.ts';
import { listId, partIds } from '../pages.ts';
import { withHint } from '../tag-hints.ts';
import type { Link } from './elsewhere.ts';

const html = unified().use(rehypeStringify).freeze();

/** The printed page number of an id; undefined before it is known. */
export type FolioOf = (id: string) => string | undefined;

/** 版权信息 on the verso of the cover. */
export function imprint({ config }: TypesetBook, { lines }: Template): string {
  const { description, language } = config;
  const rows = imprintLines(config).map(([name, value]) =>
    element('tr', {}, [element('th', { scope: 'row' }, [text(name)]), element('td', {}, [text(value)])]),
  );
  const over = description ? [element('p', { className: ['description'] }, [text(description)])] : [];
  const tree: Root = { type: 'root', children: [...over, element('table', {}, [element('tbody', {}, rows)])] };
  setLines(tree, language, lines);
  return html.stringify(tree);
}

function element(tagName: string, properties: Element['properties'], children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children };
}

function text(value: string): ElementContent {
  return { type: 'text', value };
}

/** The contents as nested lists. */
export function contents(book: TypesetBook, template: Template, folio: FolioOf, link: Link): string {
  const { labels } = template;
  const show = showIn(book, template);
  return `<nav class="contents" role="doc-toc"><h1 id="${partIds.contents}">${escapeHtml(labels.contents)}</h1>${list(book.contents)}</nav>`;
  function list(entries: TypesetBook['contents']): string {
    const items = entries.map(
      (entry) =>
        `<li class="level-${entry.level}">${line(entry, folio, link, show)}${entry.children.length > 0 ? list(entry.children) : ''}</li>`,
    );
    const hint = entries === book.contents ? contentsHint(book) : '';
    return `<ol${hint}>${items.join('')}</ol>`;
  }
}

/** 插图目录 and the like, one behind the other. */
export function lists(book: TypesetBook, template: Template, folio: FolioOf, link: Link): string[] {
  const show = showIn(book, template);
  const filled = book.lists.filter(({ entries }) => entries.length > 0);
  return filled.map(({ kind, title, entries }) => {
    const items = entries.map((entry) => `<li>${line(entry, folio, link, show)}</li>`);
    return `<nav class="contents list-of ${kind}"><h1 id="${listId(kind)}">${escapeHtml(title)}</h1><ol${contentsHint(book)}>${items.join('')}</ol></nav>`;
  });
}

/** Lists of this kind are tagged as contents. */
function contentsHint({ config }: TypesetBook): string {
  return ` lang="${withHint(config.language, 'contents')}"`;
}

/** Text as HTML, fit for the direction of the lines. */
function showIn({ config }: TypesetBook, { page }: Template): (text: string) => string {
  if (page.direction === 'horizontal') return escapeHtml;
  return (value) => html.stringify({ type: 'root', children: setUpright([{ type: 'text', value }], config.language) });
}

/** A line of the contents: number, title, leader, folio. */
function line(
  entry: { id: string; label: string; text: string },
  folio: FolioOf,
  link: Link,
  show: (text: string) => string,
): string {
  const { id, label, text } = entry;
  const tight = labelGap(label) === '' ? ' tight' : '';
  const number = label ? `<span class="label${tight}">${show(fullSpaces(label))}</span>` : '';
  const title = `<span class="title">${show(fullSpaces(text))}</span>`;
  const page = `<span class="folio">${folio(id) ?? ''}</span>`;
  return `<a href="${escapeHtml(link(id))}">${number}${title}<span class="leader"></span>${page}</a>`;
}
