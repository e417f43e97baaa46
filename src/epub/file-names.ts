import type { Chapter } from '../document/chapter.ts';

/** Names that our own pages have. */
const taken = ['cover', 'title-page', 'imprint', 'toc', 'nav'];

/**
 * The XHTML file of each chapter, named after its id. epub-gen-memory drops every character of a file name that is not
 * ASCII, and some file systems do not tell `A` from `a`: an id that cannot be a name of its own gives way to the
 * chapter's position.
 */
export function nameFiles(chapters: readonly Chapter[]): Map<Chapter, string> {
  const used = new Set(taken);
  const names = new Map<Chapter, string>();
  const give = (chapter: Chapter, name: string) => {
    used.add(name.toLowerCase());
    names.set(chapter, `${name}.xhtml`);
  };
  const nameless = chapters.filter((chapter) => {
    if (!/^[A-Za-z0-9][\w-]*$/.test(chapter.id) || used.has(chapter.id.toLowerCase())) return true;
    give(chapter, chapter.id);
    return false;
  });
  for (const chapter of nameless) {
    let name = `${chapter.kind}-${String(chapter.ordinal + 1).padStart(2, '0')}`;
    while (used.has(name)) name += '-x';
    give(chapter, name);
  }
  return names;
}
