import type { Element } from 'hast';
import { oneLine } from '../document/chapter.ts';
import type { ContentsEntry } from '../document/contents.ts';
import type { ListKind } from '../document/lists.ts';
import type { TypesetBook } from '../html/index.ts';
import type { Template } from '../template/load.ts';
import { visit } from '../tree/visit.ts';
import type { Piece } from './draft.ts';
import type { Landmark, NavigationEntry, NavigationList, Page } from './publication.ts';
import { hrefOf, type Places } from './references.ts';
import type { Words } from './words.ts';
import { legalText } from './xhtml.ts';

/** The contents as the navigation document nests them. */
export function navigationEntries(book: TypesetBook, places: Places): NavigationEntry[] {
  const languages = new Map(book.html.map(({ chapter, language }) => [chapter, language]));
  const entry = ({ level, id, label, text, chapter, children }: ContentsEntry): NavigationEntry => ({
    label: legalText(oneLine(label, text)),
    // A chapter begins its file.
    href: level <= 1 ? (places.files.get(id) ?? '') : hrefOf(id, undefined, places),
    language: languages.get(chapter) ?? book.config.language,
    children: children.map(entry),
  });
  return book.contents.map(entry);
}

/** EPUB Structural Semantics 1.1 knows lists of illustrations and of tables; one of listings has no name there. */
const listTypes: Partial<Record<ListKind, 'loi' | 'lot'>> = { figures: 'loi', tables: 'lot' };

/** The lists of figures, tables and listings that have something to list. */
export function navigationLists(book: TypesetBook, places: Places): NavigationList[] {
  const languages = new Map(book.html.map(({ chapter, language }) => [chapter, language]));
  const filled = book.lists.filter(({ entries }) => entries.length > 0);
  return filled.map(({ kind, title, entries }) => ({
    id: kind,
    type: listTypes[kind],
    title,
    entries: entries.map(({ id, label, text, chapter }) => ({
      label: legalText(text ? oneLine(label, text) : label),
      href: hrefOf(id, undefined, places),
      language: languages.get(chapter) ?? book.config.language,
      children: [],
    })),
  }));
}

/** Where cover, title page, contents and text begin: reading systems open a book at the text. */
export function landmarks(
  book: TypesetBook,
  front: Page[],
  lists: NavigationList[],
  pieces: readonly { file: string; piece: Piece }[],
  places: Places,
  { labels }: Template,
  words: Words,
): Landmark[] {
  const types: Record<string, string> = { 'cover.xhtml': 'cover', 'title-page.xhtml': 'titlepage' };
  const list: Landmark[] = front.map(({ file, title }) => ({
    type: types[file] ?? 'copyright-page',
    href: file,
    label: title,
  }));
  list.push({ type: 'toc', href: 'toc.xhtml', label: labels.contents });
  for (const { id, type, title } of lists) if (type) list.push({ type, href: `toc.xhtml#${id}`, label: title });
  const first = book.chapters.find(({ options }) => options.matter === 'body') ?? book.chapters[0];
  if (first) list.push({ type: 'bodymatter', href: places.files.get(first.id) ?? '', label: words.text });
  for (const [role, type] of [
    ['doc-glossary', 'glossary'],
    ['doc-index', 'index'],
  ] as const) {
    const holder = pieces.find(({ piece }) => holds(piece.blocks, role));
    const { label, titleText } = holder?.piece.html.chapter ?? { label: '', titleText: '' };
    if (holder) list.push({ type, href: holder.file, label: legalText(oneLine(label, titleText)) });
  }
  return list;
}

function holds(children: Element[], role: string): boolean {
  let found = false;
  visit({ type: 'root', children }, 'element', ({ properties }) => {
    found ||= properties.role === role;
  });
  return found;
}
