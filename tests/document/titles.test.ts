import { VFile } from 'vfile';
import { expect, test } from 'vitest';
import { bookSchema } from '../../src/book/schema.ts';
import { assembleBook } from '../../src/document/index.ts';
import { parseMarkdown } from '../../src/markdown/index.ts';
import { loadTemplate } from '../../src/template/load.ts';

async function chapterOf(value: string) {
  const file = new VFile({ path: 'a.md', value });
  const config = bookSchema.parse({ id: 'a', title: '书', date: '2025-03-01', creators: [{ name: '人' }] });
  const book = assembleBook(config, [{ file, tree: parseMarkdown(file) }], await loadTemplate('report'));
  const chapter = book.chapters[0];
  if (!chapter) throw new Error('no chapter');
  return chapter;
}

test('a note in a chapter title is collected like any other', async () => {
  const { title, notes, titleText } = await chapterOf('# 题目[^a]\n\n正文[^b]\n\n[^a]: 甲\n[^b]: 乙\n');
  expect(title.map(({ type }) => type)).toEqual(['text', 'noteMark']);
  expect(notes.map(({ number, marks }) => [number, marks])).toEqual([
    [1, ['c01-mark1']],
    [2, ['c01-mark2']],
  ]);
  expect(titleText).toBe('题目');
});

test('tags in a heading do not show in contents and outline', async () => {
  const { titleText, sections } = await chapterOf('# H<sub>2</sub>O\n\n## CO<sub>2</sub>排放\n\n正文\n');
  expect([titleText, sections[0]?.text]).toEqual(['H2O', 'CO2排放']);
});
