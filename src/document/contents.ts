import type { Chapter } from './chapter.ts';

/** A line of the contents; the outline of the PDF and the navigation of the EPUB have the same. */
export interface ContentsEntry {
  /** 0 part, 1 chapter, 2 section, 3 subsection. */
  level: 0 | 1 | 2 | 3;
  id: string;
  /** 第一章, 1.2, or ''. */
  label: string;
  text: string;
  chapter: Chapter;
  children: ContentsEntry[];
}

/** The contents as a tree: chapters below their parts, and sections below chapters down to `depth` levels. */
export function listContents(chapters: Chapter[], depth: number): ContentsEntry[] {
  const entries: ContentsEntry[] = [];
  const parts = new Map<Chapter, ContentsEntry>();
  for (const chapter of chapters) {
    const entry = chapterEntry(chapter, depth);
    if (chapter.kind === 'part') parts.set(chapter, entry);
    const siblings = (chapter.part && parts.get(chapter.part)?.children) ?? entries;
    siblings.push(entry);
  }
  return entries;
}

function chapterEntry(chapter: Chapter, depth: number): ContentsEntry {
  const { id, label, titleText: text } = chapter;
  const top: ContentsEntry = { level: chapter.kind === 'part' ? 0 : 1, id, label, text, chapter, children: [] };
  for (const { depth: level, id, label, text } of chapter.sections) {
    if (level > depth || (level !== 2 && level !== 3)) continue;
    const parent = level === 3 ? (top.children.at(-1) ?? top) : top;
    parent.children.push({ level, id, label, text, chapter, children: [] });
  }
  return top;
}

/** The same entries in reading order. */
export function flattenContents(entries: ContentsEntry[]): ContentsEntry[] {
  return entries.flatMap((entry) => [entry, ...flattenContents(entry.children)]);
}
