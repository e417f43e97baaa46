import type { ElementContent, Root } from 'hast';
import { visitParents } from 'unist-util-visit-parents';
import type { ChapterHtml, TypesetBook } from '../../html/index.ts';
import type { PageInfo } from '../pages.ts';
import type { AuditFacts, SourceText } from './facts.ts';

/** What the audit needs to know of a book: its words and their places, chapter by chapter. */
export function bookFacts(
  book: TypesetBook,
  pages: readonly PageInfo[],
  /** Page index by id. */
  at: ReadonlyMap<string, number>,
  rest: Pick<AuditFacts, 'fonts' | 'frames' | 'writing' | 'hanging'> & { notesAtFoot: boolean },
): AuditFacts {
  const { notesAtFoot, ...facts } = rest;
  const chapters = book.html.flatMap((chapter) => {
    const page = at.get(chapter.chapter.id);
    return page === undefined || chapter.chapter.kind === 'part' ? [] : [{ page, source: sourceOf(chapter) }];
  });
  const notes = book.html
    .flatMap((chapter) => chapter.notes)
    .flatMap(({ id, marks }) => {
      const [called, begins] = [at.get(marks[0] ?? ''), at.get(id)];
      return notesAtFoot && called !== undefined && begins !== undefined ? [{ id, called, begins }] : [];
    });
  return { ...facts, language: book.config.language, pages, chapters: chapters.sort((a, b) => a.page - b.page), notes };
}

/** The text of a chapter with the lines where it is written; notes stand behind the text, as they are printed at its end or foot. */
function sourceOf({ chapter, title, body, notes }: ChapterHtml): SourceText {
  const pieces: { text: string; line: number }[] = [];
  const children: ElementContent[] = [...title, ...body, ...notes.flatMap((note) => note.content)];
  let line = 1;
  visitParents({ type: 'root', children } as Root, 'text', (node, ancestors) => {
    line = [...ancestors, node].findLast((each) => each.position)?.position?.start.line ?? line;
    pieces.push({ text: node.value, line });
  });
  return { file: chapter.file, pieces };
}
