import type { Element, ElementContent, Root } from 'hast';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { flattenContents } from '../document/contents.ts';
import { coverHtml } from '../html/cover.ts';
import { escapeHtml } from '../html/escape.ts';
import { imprintLines } from '../html/imprint.ts';
import type { ChapterHtml, TypesetBook } from '../html/index.ts';
import { fillPageReferences } from '../html/page-references.ts';
import type { Template } from '../template/load.ts';
import { partIds } from './pages.ts';
import { addTagHints, withHint } from './tag-hints.ts';

const html = unified().use(rehypeStringify).freeze();

/** What a round of settling knows: printed page numbers by id, and the parts with a blank page before them. */
export interface Known {
  folios: ReadonlyMap<string, string>;
  blanks: ReadonlySet<string>;
}

/** The whole book as one HTML page for printing. Pictures and fonts are named by private addresses (see browser/gate.ts). */
export function composeBook(book: TypesetBook, template: Template, fontCss: string, known: Known): string {
  const { config } = book;
  const body = [
    section(partIds.cover, 'cover', coverHtml(config, template)),
    section(partIds.imprint, 'imprint', imprint(book)),
    blank(known, partIds.contents),
    `<nav class="contents" role="doc-toc"><h1 id="${partIds.contents}">${escapeHtml(template.labels.contents)}</h1>${contents(book, known)}</nav>`,
    ...book.html.flatMap((chapter) => [
      blank(known, chapter.chapter.id),
      composeChapter(chapter, book, template, known),
    ]),
    allTargets(book),
  ];
  return [
    `<!doctype html><html lang="${config.language}"><head><meta charset="utf-8"><title>${escapeHtml(config.title)}</title>`,
    `<meta name="author" content="${escapeHtml(config.creators.map((creator) => creator.name).join('、'))}">`,
    `<style>${fontCss}\n${template.printCss}</style></head><body>`,
    ...body,
    '</body></html>',
  ].join('\n');
}

function section(id: string, className: string, content: string): string {
  return `<section class="${className}" id="${id}">${content}</section>`;
}

function blank(known: Known, id: string): string {
  return known.blanks.has(id) ? '<div class="blank-page"></div>' : '';
}

/** 版权信息 on the verso of the cover. */
function imprint(book: TypesetBook): string {
  const rows = imprintLines(book.config).map(
    ([name, value]) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`,
  );
  const { description } = book.config;
  return `${description ? `<p class="description">${escapeHtml(description)}</p>` : ''}<table><tbody>${rows.join('')}</tbody></table>`;
}

/** The contents as nested lists: number, title, leader, folio. */
function contents(book: TypesetBook, known: Known): string {
  return list(book.contents);
  function list(entries: TypesetBook['contents']): string {
    const items = entries.map(({ id, label, text, level, children }) => {
      const folio = known.folios.get(id) ?? '';
      const number = label ? `<span class="label">${escapeHtml(label)}</span>` : '';
      const line = `${number}<span class="title">${escapeHtml(text)}</span><span class="leader"></span><span class="folio">${folio}</span>`;
      return `<li class="level-${level}"><a href="#${id}">${line}</a>${children.length > 0 ? list(children) : ''}</li>`;
    });
    const hint = entries === book.contents ? ` lang="${withHint(book.config.language, 'contents')}"` : '';
    return `<ol${hint}>${items.join('')}</ol>`;
  }
}

function composeChapter(
  { chapter, language, title, body, notes }: ChapterHtml,
  book: TypesetBook,
  template: Template,
  known: Known,
): string {
  const label = chapter.label ? `<span class="label">${escapeHtml(chapter.label)}　</span>` : '';
  const heading = `<h1 id="${chapter.id}">${label}<span class="title">${serialise(title, book, known, language)}</span></h1>`;
  const items = notes.map(
    ({ id, number, marks, content }) =>
      `<li id="${id}" lang="${withHint(language, 'note')}"><a class="back" href="#${marks[0]}" role="doc-backlink">${number}</a><div>${serialise(content, book, known, language)}</div></li>`,
  );
  const apparatus =
    items.length > 0
      ? `<section class="notes"><p class="notes-title">${escapeHtml(template.labels.notes)}</p><ol>${items.join('')}</ol></section>`
      : '';
  const classes = `chapter ${chapter.options.matter}${chapter.number === undefined ? '' : ' numbered'}`;
  return `<section class="${classes}" lang="${language}"><header class="opener">${heading}</header>\n${serialise(body, book, known, language)}\n${apparatus}</section>`;
}

/** Hidden links to every id: Chromium writes a destination (page and height) only for ids that something links to. */
function allTargets(book: TypesetBook): string {
  const ids = [
    ...Object.values(partIds),
    ...flattenContents(book.contents).map((entry) => entry.id),
    ...book.targets.byId.keys(),
  ];
  return `<nav hidden>${[...new Set(ids)].map((id) => `<a href="#${escapeHtml(id)}"></a>`).join('')}</nav>`;
}

function serialise(content: ElementContent[], book: TypesetBook, known: Known, language: string): string {
  const tree: Root = structuredClone({ type: 'root', children: content });
  visit(tree, 'element', (node: Element) => {
    if (node.tagName !== 'img') return;
    const picture = book.pictures.get(String(node.properties.src));
    if (picture) node.properties.src = `/picture/${picture.hash}`;
  });
  addTagHints(tree, language);
  // Before anything is known, as wide as most numbers will be, so that little moves when they are.
  fillPageReferences(tree, { folio: (id) => known.folios.get(id) ?? '00' });
  return html.stringify(tree);
}
