import type { Chapter } from '../document/chapter.ts';
import { oneLine } from '../document/chapter.ts';
import type { Furniture } from '../template/furniture.ts';
import type { PageInfo, Part } from './pages.ts';

/** A part of the book and where its ids stand: page index in the part, from 0, by id. */
export interface LaidPart {
  part: Part;
  laid: { count: number; destinations: ReadonlyMap<string, number> };
}

/** What running heads are made of. */
export interface HeadTexts {
  title: string;
  chapters: readonly Pick<Chapter, 'id' | 'label' | 'titleText' | 'part' | 'sections'>[];
}

/**
 * The pages with the running heads and folios that the template asks for. No head stands on title pages and blanks; a chapter's
 * first page has what `openers` names. A section that goes on over a page is its first; on a page where sections begin it is
 * the first or the last of these, and before the first section of a chapter the chapter itself stands in its place.
 */
export function furnish(
  pages: readonly PageInfo[],
  parts: readonly LaidPart[],
  { title, chapters }: HeadTexts,
  furniture: Furniture,
): PageInfo[] {
  const furnished = [...pages];
  let at = 0;
  for (const { part, laid } of parts) {
    if (pages[at]?.kind === 'blank') at += 1;
    const chapter = chapters.find(({ id }) => id === part.id);
    const sections = (chapter?.sections ?? []).flatMap(({ depth, id, label, text }) =>
      depth === 2 ? [{ text: oneLine(label, text), page: laid.destinations.get(id) ?? -1 }] : [],
    );
    const values = { book: title, chapter: part.title, part: chapter?.part ? headingOf(chapter.part) : '' };
    for (let page = 0; page < laid.count; page++, at++) {
      const info = pages[at];
      if (!info) continue;
      const begun = sections.filter((section) => section.page === page);
      const open = sections.findLast((section) => section.page >= 0 && section.page < page);
      const section = (furniture.section === 'first' ? begun.at(0) : begun.at(-1)) ?? open;
      const head = fill(furniture[info.side], { ...values, section: section?.text ?? part.title });
      furnished[at] = { ...info, ...shown(info, head, page === 0, furniture) };
    }
  }
  return furnished;
}

function shown(info: PageInfo, head: string, opens: boolean, { openers, folio }: Furniture) {
  const bare = info.kind === 'cover' || info.kind === 'imprint' || info.kind === 'part' || info.kind === 'blank';
  const has = (what: 'head' | 'folio') => !bare && (!opens || openers.includes(what));
  return { head: has('head') ? head : '', folio: has('folio') && folio !== '' ? info.folio : '' };
}

function headingOf({ label, titleText }: Pick<Chapter, 'label' | 'titleText'>): string {
  return oneLine(label, titleText);
}

function fill(pattern: string, values: Record<string, string>): string {
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole).trim();
}
