import type { Nodes } from 'mdast';
import { visit } from 'unist-util-visit';
import { describe, expect, it } from 'vitest';
import { assembleText } from '../assemble-text.ts';

function marks(tree: Nodes): string[] {
  const found: string[] = [];
  visit(tree, 'noteMark', (mark) => void found.push(`${mark.number}:${mark.id}→${mark.note}`));
  return found;
}

describe('notes', () => {
  it('are numbered in the order of their first marks, whatever the order of the definitions', () => {
    const { book, messages } = assembleText({ 'a.md': '# 一\n\n[^b]: 乙\n\n文[^a]，文[^b]，文[^a]。\n\n[^a]: 甲\n' });
    const [chapter] = book.chapters;
    expect(messages).toEqual([]);
    expect(chapter?.notes.map(({ number, id, marks: ids }) => [number, id, ids])).toEqual([
      [1, 'c01-note1', ['c01-mark1', 'c01-mark1-2']],
      [2, 'c01-note2', ['c01-mark2']],
    ]);
    expect(chapter && marks(chapter.tree)).toEqual([
      '1:c01-mark1→c01-note1',
      '2:c01-mark2→c01-note2',
      '1:c01-mark1-2→c01-note1',
    ]);
    expect(chapter?.tree.children).toHaveLength(1);
  });

  it('may stand in the title, headings, captions, cells, source lines and quotes, and are counted in that order', () => {
    const { book, messages } = assembleText({
      'a.md':
        '# 题[^1]\n\n## 节[^2]\n\n表：题[^3]\n\n| 甲[^4] |\n|--|\n| 乙[^5] |\n\n资料来源：某[^6]\n\n> - 丙[^7]\n\n' +
        [7, 6, 5, 4, 3, 2, 1].map((n) => `[^${n}]: 注${n}\n`).join('\n'),
    });
    expect(messages).toEqual([]);
    expect(book.chapters[0]?.notes.map((note) => note.number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(marks({ type: 'paragraph', children: book.chapters[0]?.title ?? [] })).toEqual(['1:c01-mark1→c01-note1']);
    expect(book.chapters[0]?.titleText).toBe('题');
    expect(book.chapters[0]?.sections[0]?.text).toBe('节');
  });

  it('may have notes of their own, in a circle even', () => {
    const { book, messages } = assembleText({ 'a.md': '# 一\n\n文[^a]\n\n[^a]: 甲[^b]\n\n[^b]: 乙[^a]' });
    expect(messages).toEqual([]);
    expect(book.chapters[0]?.notes.map((note) => note.marks)).toEqual([['c01-mark1', 'c01-mark1-2'], ['c01-mark2']]);
  });

  it('begin anew in each chapter, with ids of the chapter', () => {
    const { book } = assembleText({
      'a.md': '# 一\n\n文[^a]\n\n[^a]: 甲',
      'b.md': '# 二 {#two}\n\n文[^a]\n\n[^a]: 乙',
    });
    expect(book.chapters.map((chapter) => chapter.notes.map(({ number, id }) => [number, id]))).toEqual([
      [[1, 'c01-note1']],
      [[1, 'two-note1']],
    ]);
  });
});
