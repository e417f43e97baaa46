import { expect, test } from 'vitest';
import type { Chapter } from '../../src/document/chapter.ts';
import { conform } from '../../src/epub/conform.ts';
import { nameFiles } from '../../src/epub/file-names.ts';
import { listIdentifiers, nameUuid } from '../../src/epub/identifiers.ts';
import { composeEpub } from '../../src/epub/index.ts';
import { anchorName } from '../../src/epub/references.ts';
import { sortName } from '../../src/epub/sort-name.ts';
import { h, toXhtml } from '../../src/epub/xhtml.ts';
import { typesetBook } from './build.ts';

test('UUID version 5 as in RFC 9562, appendix A.4', () => {
  const dns = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
  expect(nameUuid('www.example.com', dns)).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
});

test('file names are ASCII and differ on file systems that do not tell A from a', () => {
  const ids = ['总论', 'Intro', 'intro', 'toc', 'chapter-01', 'fig:a', '2025'];
  const chapters = ids.map((id, ordinal) => ({ kind: 'chapter', id, ordinal }) as Chapter);
  const names = nameFiles(chapters.map((chapter) => ({ chapter, files: 1 })));
  expect(chapters.map((chapter) => names.get(chapter))).toEqual(
    ['chapter-01-x', 'Intro', 'chapter-03', 'chapter-04', 'chapter-01', 'chapter-06', '2025'].map((name) => [
      `${name}.xhtml`,
    ]),
  );
});

test('a chapter in several files takes no name of another', () => {
  const chapters = ['a', 'a-2', 'b'].map((id, ordinal) => ({ kind: 'chapter', id, ordinal }) as Chapter);
  const names = nameFiles(chapters.map((chapter, n) => ({ chapter, files: n === 1 ? 1 : 2 })));
  expect(chapters.map((chapter) => names.get(chapter))).toEqual([
    ['a.xhtml', 'a-2.xhtml'],
    ['chapter-02.xhtml'],
    ['b.xhtml', 'b-2.xhtml'],
  ]);
});

test('ids in other scripts get a name of their own, the others stay', () => {
  expect(anchorName('fig-1')).toBe('fig-1');
  expect(anchorName('产业')).toMatch(/^id-[0-9a-f]{12}$/);
  expect(anchorName('产业')).not.toBe(anchorName('创新'));
});

test('identifiers become URNs whatever way they are typed', async () => {
  const { book } = await typesetBook('plain');
  const values = (identifiers: typeof book.config.identifiers) =>
    listIdentifiers({ ...book.config, identifiers }).map(({ value }) => value);
  expect(
    values([
      { scheme: 'isbn', value: 'ISBN 978-7-111-12345-7' },
      { scheme: 'issn', value: '1000-1234' },
      { scheme: 'doi', value: 'https://doi.org/10.1000/182' },
      { scheme: 'uri', value: 'https://example.com/book' },
    ]),
  ).toEqual(['urn:isbn:9787111123457', 'urn:issn:1000-1234', 'doi:10.1000/182', 'https://example.com/book']);
});

test('characters that XML forbids are left out of text, attributes and metadata', async () => {
  expect(toXhtml(h('p', { title: 'a\u0008b' }, 'c\u0000d\uFFFE\uD800e😀]]>'))).toBe('<p title="ab">cde😀]]&gt;</p>');
  const { book, template } = await typesetBook('plain');
  const config = { ...book.config, title: '书\u0001名', rights: '版\u000B权' };
  const { title, metadata, pages } = await composeEpub({ ...book, config }, template, { cover: undefined });
  expect(title).toBe('书名');
  expect(metadata.elements.map(({ value }) => value)).toEqual(expect.arrayContaining(['书名', '版权']));
  expect(pages.map(({ body }) => body).join('')).toContain('<dd>版权</dd>');
});

test('an image always has alt, and sizes that EPUB knows', () => {
  const image = h('img', { src: 'a.png', width: '50%', height: Number.NaN });
  conform(h('div', {}, image), { chartData: '' });
  expect(image.properties).toEqual({ src: 'a.png', alt: '' });
});

test('headings that skip a level are announced at the level that they stand on', () => {
  const tree = h('div', {}, ...['h1', 'h2', 'h4', 'h4', 'h3', 'h2'].map((name) => h(name, {}, name)));
  conform(tree, { chartData: '' });
  const levels = tree.children.map((child) => (child.type === 'element' ? child.properties.ariaLevel : undefined));
  expect(levels).toEqual([undefined, undefined, 3, 3, undefined, undefined]);
});

test('boxes are no landmarks, and a wide formula can be scrolled with the keys', () => {
  const box = h('aside', { className: ['callout', 'tip'] });
  const formula = h('div', { className: ['equation'] });
  conform(h('div', {}, box, formula), { chartData: '' });
  expect([box.properties.role, formula.properties.tabIndex]).toEqual(['note', 0]);
});

test('names are sorted by pinyin: surnames of two characters, bodies, foreign names', () => {
  const names = ['王一', '欧阳修', '单雄信', '编写组', '卡尔·马克思', 'Jane Doe'].map((name) =>
    sortName(name, 'person'),
  );
  expect(names).toEqual(['Wang Yi', 'Ouyang Xiu', 'Shan Xiongxin', 'Bianxiezu', 'Kaer Makesi', undefined]);
  expect(sortName('《长河》：一条河', 'title')).toBe('Chang he：yi tiao he');
});

test('pictures without alternative text, and GIFs, are told in the metadata', async () => {
  const { book, template } = await typesetBook('basic');
  const of = async (changed: typeof book, name: string) =>
    (await composeEpub(changed, template, { cover: undefined })).metadata.properties
      .filter(({ property }) => property === `schema:${name}`)
      .map(({ value }) => value);
  const [chapter] = book.html;
  if (!chapter) throw new Error('no chapter');
  const mute = { ...chapter, body: [h('p', {}, h('img', { src: 'x.gif' }))] };
  const changed = { ...book, html: [mute] };
  expect(await of(changed, 'accessModeSufficient')).toEqual(['textual,visual']);
  expect(await of(changed, 'accessibilityFeature')).not.toContain('alternativeText');
  expect((await of(changed, 'accessibilitySummary'))[0]).toContain('部分图片没有替代文字');
  const [path, picture] = [...book.pictures][0] ?? [];
  if (!path || !picture) throw new Error('no picture');
  const moving = new Map([[path, { ...picture, mediaType: 'image/gif' as const }]]);
  expect(await of({ ...book, pictures: moving }, 'accessibilityHazard')).toEqual(['unknown']);
});

test('a Traditional Chinese book speaks Traditional Chinese on our own pages', async () => {
  const { book, template } = await typesetBook('plain');
  const config = { ...book.config, language: 'zh-Hant-TW' as const };
  const { pages, metadata } = await composeEpub({ ...book, config }, template, { cover: undefined });
  expect(pages.map(({ body }) => body).join('')).toContain('<dt>書名</dt>');
  expect(metadata.properties.at(-1)?.language).toBe('zh-Hant-TW');
});
