import type { Text } from 'mdast';
import type { PartOfBook } from '../book/load.ts';
import { chapterSchema } from '../book/schema.ts';
import { say } from '../report/message.ts';
import type { Chapter } from './chapter.ts';

/** Puts each part before the first of its chapters, which stand in the order of the book. */
export function insertParts(chapters: Chapter[], parts: readonly PartOfBook[]): void {
  for (const [ordinal, { title, id, file, place, chapters: files }] of parts.entries()) {
    const text: Text = { type: 'text', value: title, ...(place && { position: place }) };
    const part: Chapter = {
      kind: 'part',
      file,
      tree: { type: 'root', children: [] },
      options: chapterSchema.parse({}),
      ordinal,
      id: id ?? `p${String(ordinal + 1).padStart(2, '0')}`,
      named: id !== undefined,
      title: [text],
      titleText: title,
      slug: undefined,
      label: '',
      sections: [],
      notes: [],
    };
    const held = chapters.filter((chapter) => files.includes(chapter.file));
    for (const chapter of held) {
      chapter.part = part;
      if (chapter.options.matter !== 'body') reportMatter(chapter, title);
    }
    if (held[0]) chapters.splice(chapters.indexOf(held[0]), 0, part);
  }
}

function reportMatter({ file, options: { matter } }: Chapter, title: string): void {
  const zh = `这一章写着 matter: ${matter}，却列在“${title}”一编里。编里只放正文：去掉 matter，或在 book.yaml 里把它移到编外。`;
  const en = `This chapter says matter: ${matter}, but is listed in the part "${title}". A part holds body chapters only: take matter out, or move it out of the part in book.yaml.`;
  say(file, 'document:part-matter', { zh, en }, { place: { line: 1, column: 1 }, severity: 'error' });
}
