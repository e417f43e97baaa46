import type { BookConfig } from '../../book/schema.ts';
import { noteSettings } from '../../document/note-settings.ts';
import { coverHtml } from '../../html/cover.ts';
import { escapeHtml } from '../../html/escape.ts';
import type { TypesetBook } from '../../html/index.ts';
import type { Template } from '../../template/load.ts';
import { sideCss, sideRoom } from '../../template/side-notes.ts';
import { fullSpaces } from '../lines/index.ts';
import { listId, type PageInfo, type Part, partIds } from '../pages.ts';
import { chapterIds, composeChapter } from './chapter.ts';
import { linksFrom } from './elsewhere.ts';
import { contents, type FolioOf, imprint, lists } from './front.ts';

/** What settling knows so far: printed page numbers, and the tables that go on over the foot of a page, by id. */
export interface Known {
  folio: FolioOf;
  /** The side of the leaf that a part begins on, by its id. */
  side?: (id: string) => PageInfo['side'] | undefined;
  continued: ReadonlySet<string>;
}

/** An HTML document in two pieces, so that a tab that has the same head open need only change its body. */
export interface PrintHtml {
  /** From the doctype to `<body>`. */
  head: string;
  body: string;
}

/** One part of the book as an HTML document. Pictures and fonts are named by private addresses (see browser/gate.ts). */
export function composePart(
  part: Part,
  book: TypesetBook,
  template: Template,
  fontCss: string,
  known: Known,
): PrintHtml {
  return composeParts([part], book, template, fontCss, known);
}

/**
 * Parts one behind the other as one document, a blank page before those of `blanks`. Links to ids that stand in none of
 * them lead elsewhere (see elsewhere.ts).
 */
export function composeParts(
  parts: readonly Part[],
  book: TypesetBook,
  template: Template,
  fontCss: string,
  known: Known,
  blanks: ReadonlySet<string> = new Set(),
): PrintHtml {
  const own = new Set(parts.flatMap((part) => [...idsOf(part, book)]));
  const body = parts.flatMap((part) => [
    ...(blanks.has(part.id) ? ['<div class="blank-page"></div>'] : []),
    ...content(part, book, template, known, own),
  ]);
  const area = `<style>${areaCss(parts, book, template)}</style>`;
  return { head: headOf(book.config, template, fontCss), body: [area, ...body, allTargets(own)].join('\n') };
}

/** The head that all documents of a book share, so that a tab keeps style sheet and fonts from one to the next. */
export function headOf(config: BookConfig, template: Template, fontCss: string): string {
  return [
    `<!doctype html><html lang="${config.language}"><head><meta charset="utf-8"><title>${escapeHtml(config.title)}</title>`,
    `<meta name="author" content="${escapeHtml(config.creators.map((creator) => creator.name).join('、'))}">`,
    `<style>${fontCss}\n${template.printCss}</style></head><body>`,
  ].join('\n');
}

/**
 * Makes room for side notes, where a document of chapters has them, and gives the document on screen, where it is measured, the
 * width that it has in print: it need not be laid out at another before.
 */
function areaCss(parts: readonly Part[], { config }: TypesetBook, { name, notes, page }: Template): string {
  const beside = noteSettings(config, { notes }).place === 'side' && parts.every(({ kind }) => kind === 'chapter');
  const room = beside ? sideRoom(name, page) : undefined;
  const { width, height, margins } = page;
  const across =
    page.direction === 'vertical' ? height - margins.top - margins.bottom : width - margins.inner - margins.outer;
  // Chromium rounds it up to whole px (see ../layout/page-area.ts).
  const px = Math.ceil(((across + 2 * (room?.room ?? 0)) * 96) / 25.4 - 0.001);
  return `${room ? sideCss(page, room) : ''}@media screen{html{inline-size:${px}px}}`;
}

/** The whole document, for whoever loads it as one. */
export function documentOf({ head, body }: PrintHtml): string {
  return `${head}\n${body}\n</body></html>`;
}

/** The ids that stand in a part, those of its first elements first. */
export function idsOf({ id, kind }: Part, book: TypesetBook): Set<string> {
  const chapter = book.html.find((each) => each.chapter.id === id);
  if (chapter) return chapterIds(chapter);
  if (kind !== 'contents' || id === partIds.contents) return new Set([id]);
  return new Set(book.lists.filter(({ entries }) => entries.length > 0).map((list) => listId(list.kind)));
}

function content(
  { id }: Part,
  book: TypesetBook,
  template: Template,
  known: Known,
  own: ReadonlySet<string>,
): string[] {
  const link = linksFrom(own);
  if (id === partIds.cover) return [section(id, 'cover', fullSpaces(coverHtml(book, template)))];
  if (id === partIds.imprint) return [section(id, 'imprint', imprint(book, template))];
  if (id === partIds.contents) return [contents(book, template, known.folio, link)];
  const chapter = book.html.find((each) => each.chapter.id === id);
  return chapter ? [composeChapter(chapter, book, template, known, own)] : lists(book, template, known.folio, link);
}

function section(id: string, className: string, inner: string): string {
  return `<section class="${className}" id="${id}">${inner}</section>`;
}

/** Hidden links to every id: Chromium writes a destination (page and height) only for ids that something links to. */
function allTargets(ids: ReadonlySet<string>): string {
  return `<nav hidden>${[...ids].map((id) => `<a href="#${escapeHtml(id)}"></a>`).join('')}</nav>`;
}
