import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, inject, test } from 'vitest';
import type { Piece } from '../../src/epub/draft.ts';
import { markPageBreaks } from '../../src/epub/page-breaks.ts';
import { h, toXhtml } from '../../src/epub/xhtml.ts';
import { openEpub } from './contents.ts';
import { checkMarks } from './page-marks.ts';

test('every page of the printed report has its marker at the character that it begins with', async () => {
  const folder = inject('sample');
  const epub = await readFile(path.join(folder, 'taiyuan-2025.epub'));
  const { marks, labels } = await checkMarks(epub, path.join(folder, 'taiyuan-2025.pdf'));
  // Cover, imprint, contents and blank pages have no text in the EPUB.
  expect(marks.length).toBeGreaterThan(40);
  for (const { label, attributes } of marks) {
    const { 'epub:type': type, role, 'aria-label': name } = attributes;
    expect([type, role, name]).toEqual(['pagebreak', 'doc-pagebreak', label]);
  }
  expect(marks.filter(({ found, late }) => !found || late)).toEqual([]);
  // Every page of the text has one.
  const numbered = marks.map(({ label }) => label).filter((label) => /^\d+$/.test(label));
  expect(numbered).toEqual(labels.filter((label) => /^\d+$/.test(label)));
  expect(openEpub(epub).text('OEBPS/content.opf')).toContain('<meta property="dcterms:source">');
});

const p = (text: string) => h('p', {}, text);
const img = () => h('img', { src: 'a.png' });
const chapter = (...blocks: ReturnType<typeof h>[]) =>
  ({ nth: 0, html: {}, blocks: [h('header', {}, h('h1', {}, '章')), ...blocks], notes: [] }) as unknown as Piece;
const marked = ({ blocks }: Piece) =>
  toXhtml(h('div', {}, ...blocks))
    .replace(/<span [^>]*aria-label="(\w+)"[^>]*><\/span>/g, '[$1]')
    .replace(/<img [^>]*>/g, '◧')
    .replace(/<[^>]+>/g, '|')
    .replace(/\|+/g, '|');

/** Pages 1, 2, … of a chapter; a piece is written with its place in the order of reading. */
const pages = (...texts: [order: number, text: string][][]) =>
  texts.map((pieces, n) => ({
    label: String(n + 1),
    opens: n === 0,
    pieces: pieces.map(([order, text]) => ({ order, text })),
  }));

test.each([
  [
    'within a paragraph, with digits',
    [p('第一句话在这一页上结束了，共有25个人参加了这次会议。')],
    pages(
      [
        [0, '章'],
        [1, '第一句话在这一页上结束了，共有'],
      ],
      [[2, '25个人参加了这次会议。']],
    ),
    '|[1]|章|第一句话在这一页上结束了，共有[2]25个人参加了这次会议。|',
  ],
  [
    'with a paragraph that begins with digits, short as it is',
    [p('第一段的文字在这里。'), p('2026年。')],
    pages(
      [
        [0, '章'],
        [1, '第一段的文字在这里。'],
      ],
      [[2, '2026年。']],
    ),
    '|[1]|章|第一段的文字在这里。|[2]2026年。|',
  ],
  [
    'with a list, whose numbers the EPUB does not have as text',
    [p('先说这些话：'), h('ol', {}, h('li', {}, p('第一项内容')), h('li', {}, p('第二项内容')))],
    pages(
      [
        [0, '章'],
        [1, '先说这些话：'],
      ],
      [
        [2, '第一项内容'],
        [3, '第二项内容'],
      ],
    ),
    '|[1]|章|先说这些话：|[2]第一项内容|第二项内容|',
  ],
  [
    'with a figure in its place',
    [p('图的前面有一段话。'), h('figure', {}, img(), h('figcaption', {}, '图1 说明')), p('图的后面还有一段话。')],
    pages(
      [
        [0, '章'],
        [1, '图的前面有一段话。'],
      ],
      [
        [2, '\uFFFC'],
        [3, '图1 说明'],
        [4, '图的后面还有一段话。'],
      ],
    ),
    '|[1]|章|图的前面有一段话。|[2]◧|图1 说明|图的后面还有一段话。|',
  ],
  [
    'with a figure that was moved there: with the text that goes on',
    [
      p('图的前面有一段话。'),
      h('figure', {}, img(), h('figcaption', {}, '图1 说明')),
      p('图后的话从前页写到后页去了。'),
    ],
    pages(
      [
        [0, '章'],
        [1, '图的前面有一段话。'],
        [4, '图后的话从前'],
      ],
      [
        [2, '\uFFFC'],
        [3, '图1 说明'],
        [5, '页写到后页去了。'],
      ],
    ),
    '|[1]|章|图的前面有一段话。|◧|图1 说明|图后的话从前[2]页写到后页去了。|',
  ],
  [
    'with the head of a table, repeated',
    [
      h(
        'table',
        {},
        h('tr', {}, h('th', {}, '年份'), h('th', {}, '数额')),
        ...['甲', '乙', '丙', '丁'].map((name) =>
          h('tr', {}, h('td', {}, `${name}年的数`), h('td', {}, `${name}的数额`)),
        ),
      ),
    ],
    pages(
      [
        [0, '章'],
        [1, '年份'],
        [2, '数额'],
        [5, '甲年的数'],
        [6, '甲的数额'],
        [7, '乙年的数'],
        [8, '乙的数额'],
      ],
      [
        [3, '年份'],
        [4, '数额'],
        [9, '丙年的数'],
        [10, '丙的数额'],
        [11, '丁年的数'],
        [12, '丁的数额'],
      ],
    ),
    '|[1]|章|年份|数额|甲年的数|甲的数额|乙年的数|乙的数额|[2]丙年的数|丙的数额|丁年的数|丁的数额|',
  ],
  [
    'with a formula, or with words that print says otherwise',
    [p('公式前面的一段话。'), p('见某某处'), h('div', {}, h('math', {}, 'x')), p('公式后面的一段话。')],
    pages(
      [
        [0, '章'],
        [1, '公式前面的一段话。'],
      ],
      [[2, '见第7页']],
      [
        [3, '\uE000'],
        [4, '公式后面的一段话。'],
      ],
    ),
    '|[1]|章|公式前面的一段话。|[2]见某某处|[3]|x|公式后面的一段话。|',
  ],
])('a page may begin %s', (_, blocks, printed, expected) => {
  const text = chapter(...blocks);
  const { marks, lost } = markPageBreaks([text], printed);
  expect(marked(text)).toBe(expected);
  expect([marks.map(({ label }) => label), lost]).toEqual([printed.map(({ label }) => label), []]);
});

test('of two places that begin alike the right one is meant; what cannot be found is told', () => {
  const same = '同样的开头同样的开头同样的开头';
  const text = chapter(p(`${same}，但是甲。`), p(`${same}，但是乙。`));
  const other = chapter(p('另一章里的一段话，谁也不像。'));
  const { lost } = markPageBreaks(
    [text, other],
    [
      ...pages(
        [
          [0, '章'],
          [1, `${same}，但是甲。`],
        ],
        [[2, `${same}，但是乙。`]],
      ),
      { label: '3', opens: true, pieces: [] },
      { label: '4', opens: false, pieces: [{ order: 0, text: '书里没有的一页文字' }] },
    ],
  );
  expect(marked(text)).toContain(`|[2]${same}，但是乙`);
  expect(lost).toEqual(['4']);
});
