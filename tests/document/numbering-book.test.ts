import { toHtml } from 'hast-util-to-html';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadBook } from '../../src/book/load.ts';
import { flattenContents } from '../../src/document/contents.ts';
import { composeEpub } from '../../src/epub/index.ts';
import type { TypesetBook } from '../../src/html/index.ts';
import { typeset } from '../../src/html/typeset.ts';
import { loadTemplate } from '../../src/template/load.ts';
import { bookFolder, typesetFolder } from '../typeset-folder.ts';

let book: TypesetBook;

beforeAll(async () => {
  const made = await typesetFolder(bookFolder('numbering'));
  expect(made.messages.map(String)).toEqual([]);
  if (!made.book) throw new Error('no book');
  book = made.book;
});

function body(file: string): string {
  const found = book.html.find(({ chapter }) => chapter.file.path === file);
  return toHtml(found?.body ?? []).replaceAll('\n', '');
}

describe('parts', () => {
  it('stand before their chapters, whose numbers go through the book', () => {
    expect(book.chapters.map(({ kind, id, label, titleText }) => [kind, id, label, titleText])).toEqual([
      ['chapter', 'c01', '', '前言'],
      ['part', 'start', '第一编', '起步'],
      ['chapter', 'c02', '第一章', '质量与能量'],
      ['chapter', 'c03', '', '插页'],
      ['part', 'p02', '第二编', '展开，以及一个相当长的编题'],
      ['chapter', 'c04', '第二章', '图与表'],
      ['chapter', 'c05', '第三章', '结语'],
      ['chapter', 'c06', '附录 A', '数据'],
      ['chapter', 'c07', '', '后记'],
    ]);
  });

  it('hold their chapters in the contents; what is in none stands beside them', () => {
    expect(book.contents.map(({ level, text }) => [level, text])).toEqual([
      [1, '前言'],
      [0, '起步'],
      [0, '展开，以及一个相当长的编题'],
      [1, '结语'],
      [1, '数据'],
      [1, '后记'],
    ]);
    expect(flattenContents(book.contents[1]?.children ?? []).map(({ level, label }) => `${level} ${label}`)).toEqual([
      '1 第一章',
      '2 1.1',
      '2 1.2',
      '3 1.2.1',
      '1 ',
      '2 ',
    ]);
  });

  it('are led to by their labels', () => {
    expect(body('preface.md')).toContain(
      '<a href="#start" class="ref">第一编</a>、<a href="#p02" class="ref">第二编</a>',
    );
  });
});

describe('equations', () => {
  it('have a number at their side if they have an id, on one line or three', () => {
    const numbered = [
      ...body('one.md').matchAll(/<div class="numbered-equation" id="(.*?)">(.*?)<\/math><\/div>(.*?)<\/div>/g),
    ];
    expect(numbered.map(([, id, , label]) => [id, label])).toEqual([
      ['eq-energy', '<span class="label">（1-1）</span>'],
      ['eq-sum', '<span class="label">（1-2）</span>'],
    ]);
    expect(body('one.md').match(/<div class="equation"><math display="block"/g)).toHaveLength(3);
    expect(body('one.md')).toContain('见<a href="#eq-energy" class="ref">式（1-1）</a>');
    expect(body('appendix.md')).toContain('<a href="#eq-data" class="ref">式（A-1）</a>');
  });
});

describe('listings', () => {
  it('have their caption above and their source below; without title and id they are plain code', () => {
    expect(body('one.md')).toContain(
      '<figure class="listing" id="lst-sum"><figcaption><span class="label">代码 1-1</span>　从1加到n</figcaption><pre class="code">',
    );
    expect(body('one.md')).toContain('</pre><p class="source">来源：自编。</p></figure>');
    expect(body('one.md')).toContain(
      '<figure class="listing" id="lst-run"><figcaption><span class="label">代码 1-2</span></figcaption>',
    );
    expect(body('one.md').match(/<figure/g)).toHaveLength(2);
  });
});

it('numbers notes through the book when book.yaml says so', () => {
  expect(book.chapters.flatMap(({ notes }) => notes.map(({ number, id }) => [number, id]))).toEqual([
    [1, 'c02-note1'],
    [2, 'c03-note2'],
    [3, 'c04-note3'],
  ]);
});

it('lists figures, tables and listings in the order of the book', () => {
  expect(book.lists.map(({ title, entries }) => [title, entries.map(({ label, text }) => `${label} ${text}`)])).toEqual(
    [
      ['插图目录', ['图 1 前言里的图', '图 2 插页里的图', '图 2-1 第二章的图', '图 3-1 结语的图', '图 3 后记里的图']],
      ['表格目录', ['表 2-1 各类编号']],
      ['代码目录', ['代码 1-1 从1加到n', '代码 1-2 ']],
    ],
  );
});

it('sets no space behind a label that ends in a mark', async () => {
  const template = await loadTemplate('report');
  const labels = { ...template.labels, chapter: '{zh}、', sections: ['（{zh}）', '{n}.'] };
  const { book: official } = await typeset(await loadBook(bookFolder('numbering')), { ...template, labels });
  if (!official) throw new Error('no book');
  const { pages, contents } = await composeEpub(official, { ...template, labels }, { cover: undefined });
  const page = pages.find(({ file }) => file === 'c02.xhtml');
  expect(page?.title).toBe('一、质量与能量');
  expect(page?.body).toContain('<span class="label">一、</span><span class="title">质量');
  expect(page?.body).toContain('<span class="label">（一）</span>公式</h2>');
  expect(contents.entries[1]?.children[0]?.children.map(({ label }) => label)).toEqual(['（一）公式', '（二）代码']);
});
