import type { Element, ElementContent, Root } from 'hast';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { SKIP, visit } from 'unist-util-visit';
import { labelGap } from '../document/chapter.ts';
import { flattenContents } from '../document/contents.ts';
import { coverHtml } from '../html/cover.ts';
import { escapeHtml } from '../html/escape.ts';
import { imprintLines } from '../html/imprint.ts';
import type { ChapterHtml, TypesetBook } from '../html/index.ts';
import { fillLocators } from '../html/locators.ts';
import { fillPageReferences } from '../html/page-references.ts';
import type { Template } from '../template/load.ts';
import { listTables, markTables } from './continued.ts';
import { markDots } from './emphasis-dots.ts';
import { showFolios } from './index-folios.ts';
import { listId, partIds } from './pages.ts';
import { addTagHints, withHint } from './tag-hints.ts';

const html = unified().use(rehypeStringify).freeze();

/** What a round of settling knows: printed page numbers by id, and the parts with a blank page before them. */
export interface Known {
  folios: ReadonlyMap<string, string>;
  blanks: ReadonlySet<string>;
  /** Tables that go on over the foot of a page, by id. */
  continued: ReadonlySet<string>;
}

/** The whole book as one HTML page for printing. Pictures and fonts are named by private addresses (see browser/gate.ts). */
export function composeBook(book: TypesetBook, template: Template, fontCss: string, known: Known): string {
  const { config } = book;
  const body = [
    section(partIds.cover, 'cover', coverHtml(config, template)),
    section(partIds.imprint, 'imprint', imprint(book)),
    blank(known, partIds.contents),
    `<nav class="contents" role="doc-toc"><h1 id="${partIds.contents}">${escapeHtml(template.labels.contents)}</h1>${contents(book, known)}</nav>`,
    ...lists(book, known),
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

/** The contents as nested lists. */
function contents(book: TypesetBook, known: Known): string {
  return list(book.contents);
  function list(entries: TypesetBook['contents']): string {
    const items = entries.map(
      ({ id, label, text, level, children }) =>
        `<li class="level-${level}">${line(id, label, text, known)}${children.length > 0 ? list(children) : ''}</li>`,
    );
    const hint = entries === book.contents ? contentsHint(book) : '';
    return `<ol${hint}>${items.join('')}</ol>`;
  }
}

/** Lists of this kind are tagged as contents. */
function contentsHint({ config }: TypesetBook): string {
  return ` lang="${withHint(config.language, 'contents')}"`;
}

/** A line of the contents: number, title, leader, folio. */
function line(id: string, label: string, text: string, known: Known): string {
  const tight = labelGap(label) === '' ? ' tight' : '';
  const number = label ? `<span class="label${tight}">${escapeHtml(label)}</span>` : '';
  const title = `<span class="title">${escapeHtml(text)}</span>`;
  const folio = `<span class="folio">${known.folios.get(id) ?? ''}</span>`;
  return `<a href="#${escapeHtml(id)}">${number}${title}<span class="leader"></span>${folio}</a>`;
}

/** 插图目录 and the like, one behind the other. */
function lists(book: TypesetBook, known: Known): string[] {
  const filled = book.lists.filter(({ entries }) => entries.length > 0);
  return filled.map(({ kind, title, entries }) => {
    const items = entries.map(({ id, label, text }) => `<li>${line(id, label, text, known)}</li>`);
    return `<nav class="contents list-of ${kind}"><h1 id="${listId(kind)}">${escapeHtml(title)}</h1><ol${contentsHint(book)}>${items.join('')}</ol></nav>`;
  });
}

function composeChapter(
  { chapter, language, title, body, notes }: ChapterHtml,
  book: TypesetBook,
  template: Template,
  known: Known,
): string {
  const label = chapter.label
    ? `<span class="label">${escapeHtml(`${chapter.label}${labelGap(chapter.label)}`)}</span>`
    : '';
  const heading = `<h1 id="${chapter.id}">${label}<span class="title">${serialise(title, book, known, language)}</span></h1>`;
  if (chapter.kind === 'part') return `<section class="part" lang="${language}">${heading}</section>`;
  const items = notes.map(
    ({ id, number, marks, content }) =>
      `<li id="${id}" lang="${withHint(language, 'note')}"><a class="back" href="#${marks[0]}" role="doc-backlink">${number}</a><div>${serialise(content, book, known, language)}</div></li>`,
  );
  const apparatus =
    items.length > 0
      ? `<section class="notes"><p class="notes-title">${escapeHtml(template.labels.notes)}</p><ol>${items.join('')}</ol></section>`
      : '';
  const classes = `chapter ${chapter.options.matter}${chapter.label === '' ? '' : ' numbered'}`;
  return `<section class="${classes}" lang="${language}"><header class="opener">${heading}</header>\n${serialise(body, book, known, language)}\n${apparatus}</section>`;
}

/** Hidden links to every id: Chromium writes a destination (page and height) only for ids that something links to. */
function allTargets(book: TypesetBook): string {
  const ids = [
    ...Object.values(partIds),
    ...book.lists.map(({ kind }) => listId(kind)),
    ...flattenContents(book.contents).map((entry) => entry.id),
    ...book.targets.byId.keys(),
    ...listTables(book).map(({ end }) => end),
  ];
  return `<nav hidden>${[...new Set(ids)].map((id) => `<a href="#${escapeHtml(id)}"></a>`).join('')}</nav>`;
}

function serialise(content: ElementContent[], book: TypesetBook, known: Known, language: string): string {
  const tree: Root = structuredClone({ type: 'root', children: content });
  markDots(tree);
  visit(tree, 'element', (node: Element, index, parent) => {
    // On paper nothing folds out.
    if (parent && index !== undefined && node.tagName === 'div' && hasClass(node, 'chart-data')) {
      parent.children.splice(index, 1);
      return [SKIP, index];
    }
    // What is turned on its side needs a box inside the one that keeps its place.
    if (node.tagName === 'figure' && hasClass(node, 'landscape')) {
      const properties = { className: ['turned'] };
      node.children = [{ type: 'element', tagName: 'div', properties, children: node.children }];
    }
    const picture = node.tagName === 'img' && book.pictures.get(String(node.properties.src));
    if (picture) node.properties.src = `/picture/${picture.hash}`;
    return undefined;
  });
  markTables(tree, known.continued);
  addTagHints(tree, language);
  // Before anything is known, as wide as most numbers will be, so that little moves when they are.
  fillPageReferences(tree, { folio: (id) => known.folios.get(id) ?? '00' });
  fillLocators(tree, ', ', (reaches) => showFolios(reaches, (id) => known.folios.get(id)));
  return html.stringify(tree);
}

function hasClass({ properties }: Element, name: string): boolean {
  return [properties.className ?? []].flat().includes(name);
}
