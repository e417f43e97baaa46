import type { BookView, PageView, PartView } from '../protocol.ts';

/** A page as it is shown: from the book, or from a newer draft of its part. */
export interface ShownPage extends PageView {
  /** Stays the same while pages before it come and go. */
  key: string;
  /** Which PDF it is in, and where. */
  revision: number;
  index: number;
  draft: boolean;
}

export function pagesOf(book: BookView, part?: PartView): ShownPage[] {
  const shown = (page: PageView, index: number, revision: number, draft: boolean): ShownPage => ({
    ...page,
    key: `${page.part}/${page.nth}`,
    revision,
    index,
    draft,
  });
  const own = book.pages.map((page, n) => shown(page, n, book.revision, false));
  if (!part) return own;
  const at = own.findIndex((page) => page.part === part.part);
  if (at < 0) return own;
  // A blank page in front of the next part belongs to this one and stays.
  const old = own.filter((page) => page.part === part.part);
  const blanks = old.filter(({ kind }) => kind === 'blank');
  const drafts = part.pages.map(({ found, ...page }, n) => {
    const { revision, index } = found ?? { revision: part.revision, index: n };
    return shown(page, index, revision, revision !== book.revision);
  });
  return [...own.slice(0, at), ...drafts, ...blanks, ...own.slice(at + old.length)];
}

/** Keys of the pages whose text is another than before. */
export function changedPages(before: readonly ShownPage[], now: readonly ShownPage[]): ReadonlySet<string> {
  const bodies = new Map(before.map(({ key, body }) => [key, body]));
  return new Set(now.filter(({ key, body }) => bodies.get(key) !== body).map(({ key }) => key));
}

/** A row of the view: page indexes from left to right; undefined where nothing stands. */
export type Row = readonly (number | undefined)[];

/** One page a row, or two with the recto on the side that the binding gives it. */
export function rowsOf(pages: readonly ShownPage[], spread: boolean, binding: 'left' | 'right'): Row[] {
  if (!spread) return pages.map((_, n) => [n]);
  const rows: Row[] = [];
  for (let n = 0; n < pages.length; ) {
    const verso = pages[n]?.side === 'verso' ? n++ : undefined;
    const recto = pages[n]?.side === 'recto' ? n++ : undefined;
    rows.push(binding === 'left' ? [verso, recto] : [recto, verso]);
  }
  return rows;
}

/** Where a page of before is now: the same page of its part, the last one if there are fewer, else the same place in the book. */
export function findAgain(pages: readonly ShownPage[], { key, at }: { key: string; at: number }): number {
  const same = pages.findIndex((page) => page.key === key);
  if (same >= 0) return same;
  const part = key.slice(0, key.lastIndexOf('/'));
  const last = pages.findLastIndex((page) => page.part === part);
  return last >= 0 ? last : Math.max(0, Math.min(at, pages.length - 1));
}

/** The page that a reader means by what stands on it, or with # by its place in the PDF. */
export function findFolio(pages: readonly ShownPage[], typed: string): number | undefined {
  const wanted = typed.normalize('NFKC').trim().toLowerCase();
  const counted = /^#(\d+)$/.exec(wanted);
  const at = counted
    ? Number(counted[1]) - 1
    : [
        pages.findIndex(({ folio }) => folio.toLowerCase() === wanted),
        pages.findIndex(({ label }) => label.toLowerCase() === wanted),
      ].find((n) => n >= 0);
  return at !== undefined && wanted !== '' && pages[at] ? at : undefined;
}

export function nameOf(page: ShownPage | undefined, index: number): string {
  return page?.folio || page?.label || `#${index + 1}`;
}
