import type { Element } from 'hast';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkEpub } from '../../src/epub/check/index.ts';
import { cutBlocks } from '../../src/epub/split.ts';
import { h } from '../../src/epub/xhtml.ts';
import { generatedBook, packed } from './build.ts';
import { elements, type Opened, openEpub, textOf } from './contents.ts';

/** Names of blocks in files: `h2 p p | h2 p`; each weighs what `heavy` says, else 1. */
const cut = (blocks: Element[], most: number) =>
  cutBlocks(blocks, ({ properties }) => Number(properties.dataWeight ?? 1), most)
    .map((piece) => piece.map(({ tagName }) => tagName).join(' '))
    .join(' | ');
const blocks = (names: string) => names.split(' ').map((name) => h(name, {}));

test('chapters are cut before their highest headings, neighbours kept together while light', () => {
  expect(cut(blocks('header p h2 p h3 p h2 p'), 100)).toBe('header p h2 p h3 p h2 p');
  expect(cut(blocks('header p h2 p h3 p h2 p'), 4)).toBe('header p | h2 p h3 p | h2 p');
  expect(cut(blocks('header p h2 p h3 p h2 p'), 6)).toBe('header p h2 p h3 p | h2 p');
  expect(cut(blocks('header h2 p p h2 p'), 4)).toBe('header h2 p p | h2 p');
});

test('without headings between blocks; a heading stays with what follows, a chart with its data', () => {
  expect(cut(blocks('header p p p p'), 3)).toBe('header p p | p p');
  expect(cut(blocks('p p h2 p p'), 3)).toBe('p p | h2 p p');
  const data = h('details', { className: ['chart-data'] });
  expect(cut([...blocks('p p figure'), data], 3)).toBe('p p | figure details');
});

test('what cannot be cut stays whole', () => {
  expect(cut([h('p', {}), h('table', { dataWeight: 9 }), h('p', {})], 3)).toBe('p | table | p');
});

test('a list goes on with its numbers, a box without its id', () => {
  const list = h('ol', { id: 'a', start: 5, dataWeight: 9 }, ...blocks('li li li li'));
  const [first, second] = cutBlocks([list], ({ properties }) => Number(properties.dataWeight ?? 1), 3).flat();
  expect(first?.properties).toMatchObject({ id: 'a', start: 5 });
  expect(second?.properties).toEqual({ className: ['continued'], dataWeight: 9, start: 8 });
});

describe('a book with long chapters', () => {
  const sentence = '这一句话只为占地方，没有别的意思。';
  const section = (n: number) =>
    `## 第${n}部分 {#s${n}}\n\n见[第三部分](#s3)和[末尾](#s12)[^${n}]。${sentence.repeat(1200)}\n\n| 甲 | 乙 |\n|--|--|\n| 1 | 2 |\n\n: 表${n} {#t${n}}\n\n`;
  const notes = Array.from(
    { length: 12 },
    (_, n) => `[^${n + 1}]: 第${n + 1}条注，又见[^deep${n + 1}]。\n[^deep${n + 1}]: 注里的注${n + 1}。\n`,
  );
  const items = Array.from({ length: 1800 }, (_, n) => `${n + 1}. 条目${n + 1}，${sentence.repeat(3)}`).join('\n');
  const files = {
    '1.md': `# 长章\n\n${Array.from({ length: 12 }, (_, n) => section(n + 1)).join('')}\n${notes.join('')}`,
    '2.md': `# 无节\n\n见[表](#t9)。\n\n${`${sentence.repeat(40)}\n\n`.repeat(300)}`,
    '3.md': `# 长单\n\n${items}\n`,
  };
  let opened: Opened;

  beforeAll(async () => {
    const { book, template } = await generatedBook(files);
    const { bytes: epub } = await packed(book, template, { cover: undefined });
    expect(checkEpub(epub, 'long.epub', book).map(String)).toEqual([]);
    opened = openEpub(epub);
  });

  test('no file is heavier than 300 KB, none is light without need', () => {
    const sizes = opened.names
      .filter((name) => /c0\d(-\d+)?\.xhtml$/.test(name))
      .map((name) => opened.bytes(name).length);
    expect(sizes.length).toBeGreaterThan(7);
    expect(Math.max(...sizes)).toBeLessThan(300_000);
    expect(sizes.reduce((sum, size) => sum + size)).toBeGreaterThan(sizes.length * 130_000);
  });

  test('links, notes and contents lead to the file that holds their target', () => {
    const second = opened.documents.get('c01-2.xhtml');
    if (!second) throw new Error('the chapter was not cut');
    const hrefs = elements(second, 'a').map(({ attributes }) => attributes.href);
    expect(hrefs).toContain('c01.xhtml#s3');
    for (const note of elements(second, 'aside')) {
      const back = elements(note, 'a')[0]?.attributes.href?.slice(1);
      expect(elements(second).some(({ attributes }) => attributes.id === back)).toBe(true);
    }
    expect(elements(second, 'aside').length).toBe(2 * elements(second, 'h2').length);
    const nav = elements(opened.documents.get('toc.xhtml'), 'a').map(({ attributes }) => attributes.href);
    expect(nav.filter((href) => href?.startsWith('c01'))).toContain('c01-2.xhtml#s5');
  });

  test('a later file has a title of its own, and is no second chapter', () => {
    const second = opened.documents.get('c01-2.xhtml');
    const third = opened.documents.get('c02-2.xhtml');
    expect(elements(second, 'title').map(textOf)).toEqual(['第一章　长章　1.5　第5部分']);
    expect(elements(third, 'title').map(textOf)).toEqual(['第二章　无节（2）']);
    expect(elements(second, 'section').map(({ attributes }) => attributes.role)).not.toContain('doc-chapter');
    const continued = elements(opened.documents.get('c03-2.xhtml'), 'ol')[0]?.attributes;
    const before = elements(opened.documents.get('c03.xhtml'), 'li').length;
    expect([continued?.class, continued?.start]).toEqual(['continued', String(before + 1)]);
  });
});

test('pages of print are marked in whichever file their text is in', async () => {
  // Each paragraph is a page of its own, with a number that no other has.
  const number = (n: number) => `第${String.fromCodePoint(0x4e00 + n)}页`;
  const pages = Array.from({ length: 250 }, (_, n) => `${number(n)}开头。${'这一句话只为占地方。'.repeat(60)}`);
  const { book, template } = await generatedBook({ '1.md': `# 长章\n\n${pages.join('\n\n')}\n` });
  const printed = pages.map((text, n) => ({
    label: String(n + 1),
    opens: n === 0,
    pieces:
      n === 0
        ? [
            { text: '第一章长章', order: 0 },
            { text, order: 1 },
          ]
        : [{ text, order: n + 1 }],
  }));
  const { bytes, messages } = await packed(book, template, { cover: undefined, printed });
  expect(messages.map(String)).toEqual([]);
  const opened = openEpub(bytes);
  const list = elements(opened.documents.get('toc.xhtml'), 'nav').find(
    ({ attributes }) => attributes.role === 'doc-pagelist',
  );
  const entries = elements(list, 'a').map((entry) => [textOf(entry), ...(entry.attributes.href ?? '').split('#')]);
  expect(entries.map(([label]) => label)).toEqual(printed.map(({ label }) => label));
  expect(new Set(entries.map(([, file]) => file)).size).toBeGreaterThan(1);
  for (const [label = '', file = '', id] of entries.slice(1)) {
    const marked = elements(opened.documents.get(file), 'p').find((each) =>
      elements(each, 'span').some(({ attributes }) => attributes.id === id),
    );
    expect(marked && textOf(marked).startsWith(number(Number(label) - 1))).toBe(true);
  }
});
