import type { Chapter } from '../document/chapter.ts';

/** Names that our own pages have. */
const taken = ['cover', 'title-page', 'imprint', 'toc', 'nav'];

/**
 * The XHTML files of each chapter, named after its id; those behind the first are numbered from 2. epub-gen-memory drops every character of a file name that is not
 * ASCII, and some file systems do not tell `A` from `a`: an id that cannot be a name of its own gives way to the
 * chapter's position.
 */
export function nameFiles(chapters: readonly { chapter: Chapter; files: number }[]): Map<Chapter, string[]> {
  const used = new Set(taken);
  const names = new Map<Chapter, string[]>();
  const give = (chapter: Chapter, files: number, name: string): boolean => {
    const list = Array.from({ length: files }, (_, n) => (n === 0 ? name : `${name}-${n + 1}`));
    if (list.some((each) => used.has(each.toLowerCase()))) return false;
    for (const each of list) used.add(each.toLowerCase());
    names.set(
      chapter,
      list.map((each) => `${each}.xhtml`),
    );
    return true;
  };
  const nameless = chapters.filter(
    ({ chapter, files }) => !/^[A-Za-z0-9][\w-]*$/.test(chapter.id) || !give(chapter, files, chapter.id),
  );
  for (const { chapter, files } of nameless) {
    let name = `${chapter.kind}-${String(chapter.ordinal + 1).padStart(2, '0')}`;
    while (!give(chapter, files, name)) name += '-x';
  }
  return names;
}
