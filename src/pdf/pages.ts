import { oneLine } from '../document/chapter.ts';
import type { ListKind } from '../document/lists.ts';
import type { TypesetBook } from '../html/index.ts';
import type { Furniture } from '../template/furniture.ts';
import type { Template } from '../template/load.ts';
import { roman } from './roman.ts';

/** What stands on one page besides its text. */
export interface PageInfo {
  kind: 'cover' | 'imprint' | 'contents' | 'part' | 'opener' | 'text' | 'blank';
  side: 'recto' | 'verso';
  /** The printed page number, '' where none is printed. */
  folio: string;
  /** The running head, '' where none is printed. */
  head: string;
  /** The label that viewers show for the page. */
  label: string;
  /** The table that goes on at the head of the page. */
  continued?: { number: string; units: string };
}

/** The parts of the book that begin on a page of their own, in order, with the id of their first element. */
export interface Part {
  id: string;
  kind: 'cover' | 'imprint' | 'contents' | 'part' | 'chapter';
  matter: 'front' | 'body' | 'appendix' | 'back';
  opens: 'page' | 'recto';
  /** Recto running head. */
  title: string;
}

export const partIds = { cover: 'kb-cover', imprint: 'kb-imprint', contents: 'kb-contents' } as const;

/** The id of a list behind the contents. */
export function listId(kind: ListKind): string {
  return `kb-${kind}`;
}

/**
 * Cover, imprint and contents as far as the template has them, lists, chapters. The body opens as the template says for the body, whatever its chapters do; the
 * back of a part's title page stays blank, so that its first chapter opens as the part does.
 */
export function listParts(book: TypesetBook, template: Template): Part[] {
  const { labels, openers } = template;
  const front = { matter: 'front', opens: openers.front } as const;
  const bodyStart = book.chapters.find((chapter) => chapter.options.matter !== 'front');
  const pages: Part[] = [
    { ...front, id: partIds.cover, kind: 'cover', opens: 'page', title: '' },
    { ...front, id: partIds.imprint, kind: 'imprint', opens: 'page', title: '' },
    { ...front, id: partIds.contents, kind: 'contents', opens: 'recto', title: labels.contents },
  ];
  return [
    ...pages.filter(({ kind }) => template.front.some((wanted) => wanted === kind)),
    ...listsPart(book),
    ...book.chapters.map((chapter, i): Part => {
      const { matter } = chapter.options;
      const atPart = chapter.kind === 'part' || book.chapters[i - 1]?.kind === 'part';
      const opener = atPart ? openers.part : matter === 'front' ? openers.front : openers.chapter;
      const opens = chapter === bodyStart ? openers.body : opener;
      return {
        id: chapter.id,
        kind: chapter.kind,
        matter,
        opens,
        title: oneLine(chapter.label, chapter.titleText),
      };
    }),
  ];
}

/** The lists behind the contents: the first opens a page, the others follow it. */
function listsPart({ lists }: TypesetBook): Part[] {
  const filled = lists.filter(({ entries }) => entries.length > 0);
  const [first] = filled;
  if (!first) return [];
  const title = filled.map((list) => list.title).join('　');
  return [{ id: listId(first.kind), kind: 'contents', matter: 'front', opens: 'page', title }];
}

/** Decides the blank pages from the lengths of the parts. Page index 0 is a recto. */
export function placeBlanks(parts: readonly Part[], lengths: readonly number[]): ReadonlySet<string> {
  const blanks = new Set<string>();
  let at = 0;
  for (const [i, part] of parts.entries()) {
    if (part.opens === 'recto' && at % 2 === 1) {
      blanks.add(part.id);
      at += 1;
    }
    at += lengths[i] ?? 0;
  }
  return blanks;
}

/** How pages are numbered: those of the front matter from the contents on, and whether the body begins at 1 again. */
export type Numbering = Pick<Furniture, 'front' | 'restart'>;

/** The kind and number of every page. No folio stands on cover, imprint, parts' title pages and blanks. Heads come later (see furnish.ts). */
export function describePages(
  parts: readonly Part[],
  starts: readonly number[],
  count: number,
  blanks: ReadonlySet<string>,
  { front, restart }: Numbering,
): PageInfo[] {
  const pages: PageInfo[] = [];
  const bodyAt = starts[parts.findIndex((part) => part.matter !== 'front')] ?? count;
  const contents = parts.findIndex((part) => part.kind === 'contents');
  const frontAt = starts[contents] ?? starts[parts.findIndex((part) => part.kind === 'chapter')] ?? 0;
  for (let index = 0; index < count; index++) {
    const next = starts.findIndex((start) => start > index);
    const at = next < 0 ? parts.length - 1 : next - 1;
    const part = parts[at] as Part;
    const following = parts[at + 1];
    const side = index % 2 === 0 ? 'recto' : 'verso';
    const inFront = index < bodyAt;
    const count = index - (inFront || !restart ? frontAt : bodyAt) + 1;
    const number =
      count < 1 || (inFront && front === 'none') ? '' : inFront && front === 'roman' ? roman(count) : String(count);
    const blank = following !== undefined && blanks.has(following.id) && index + 1 === starts[at + 1];
    const opener = starts[at] === index;
    const bare = part.kind === 'cover' || part.kind === 'imprint' || part.kind === 'part' || blank;
    pages.push({
      kind: blank ? 'blank' : part.kind === 'chapter' ? (opener ? 'opener' : 'text') : part.kind,
      side,
      folio: bare ? '' : number,
      head: '',
      label: number,
    });
  }
  return pages;
}
