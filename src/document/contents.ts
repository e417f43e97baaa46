import type { Chapter } from './chapter.ts';

/** A line of the contents; the outline of the PDF and the navigation of the EPUB have the same. */
export interface ContentsEntry {
  /** 1 chapter, 2 section, 3 subsection. */
  level: 1 | 2 | 3;
  id: string;
  /** 第一章, 1.2, or ''. */
  label: string;
  text: string;
  chapter: Chapter;
  children: ContentsEntry[];
}

/** The contents as a tree, down to `depth` levels. */
export function listContents(chapters: Chapter[], depth: number): ContentsEntry[] {
  return chapters.map((chapter) => {
    const top: ContentsEntry = {
      level: 1,
      id: chapter.id,
      label: chapter.label,
      text: chapter.titleText,
      chapter,
      children: [],
    };
    for (const { depth: level, id, label, text } of chapter.sections) {
      if (level > depth || (level !== 2 && level !== 3)) continue;
      const parent = level === 3 ? (top.children.at(-1) ?? top) : top;
      parent.children.push({ level, id, label, text, chapter, children: [] });
    }
    return top;
  });
}

/** The same entries in reading order. */
export function flattenContents(entries: ContentsEntry[]): ContentsEntry[] {
  return entries.flatMap((entry) => [entry, ...flattenContents(entry.children)]);
}
