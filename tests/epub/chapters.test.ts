import { expect, test } from 'vitest';
import { buildEpub } from './build.ts';
import { elements, openEpub, textOf } from './contents.ts';

const opened = openEpub(await buildEpub('basic'));
const tree = (name: string) => {
  const found = opened.documents.get(name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};
const overview = tree('chapter-03.xhtml');
const river = tree('river.xhtml');

test('without a cover there is no cover page', () => {
  expect(opened.names).not.toContain('OEBPS/cover.xhtml');
  expect(opened.text('OEBPS/content.opf')).not.toContain('cover');
});

test('title page and imprint say what book.yaml says', () => {
  expect(textOf(tree('title-page.xhtml'))).toContain('王一　李二　著');
  const imprint = tree('imprint.xhtml');
  const labels = elements(imprint, 'dt').map(textOf);
  expect(labels).toEqual('书名 著者 编者 译者 绘图 出版 日期 版次 ISBN DOI 标识 版权'.split(' '));
  expect(elements(imprint, 'dd').map(textOf)).toContain('2025年3月1日');
});

test('every file names its language in both attributes, and so does every passage', () => {
  for (const [name, root] of opened.documents) {
    if (!name.endsWith('.xhtml')) continue;
    const html = elements(root, 'html')[0];
    expect([name, html?.attributes.lang]).toEqual([name, name === 'abstract-en.xhtml' ? 'en' : 'zh-Hans']);
    for (const { attributes } of elements(root)) expect(attributes['xml:lang']).toBe(attributes.lang);
  }
  expect(elements(river, 'span').find(({ attributes }) => attributes.lang === 'en')).toBeDefined();
});

test('a title keeps its label, its markup and its note', () => {
  const h1 = elements(overview, 'h1')[0];
  expect(h1 && textOf(h1)).toBe('第一章　总论：A & B <C> H2O1');
  expect(elements(h1, 'sub').length).toBe(1);
  expect(elements(h1, 'a').map(({ attributes }) => attributes['epub:type'])).toEqual(['noteref']);
});

test('each mark leads to a note, and each note back to its first mark', () => {
  const links = elements(overview, 'a');
  const ids = new Map(elements(overview).map((node) => [`#${node.attributes.id}`, node]));
  const marks = links.filter(({ attributes }) => attributes['epub:type'] === 'noteref');
  const back = links.filter(({ attributes }) => attributes.role === 'doc-backlink');
  expect([marks.length, back.length]).toEqual([7, 6]);
  for (const { attributes } of marks) {
    const note = ids.get(attributes.href ?? '');
    expect([note?.name, note?.attributes['epub:type'], note?.attributes.role]).toEqual([
      'aside',
      'footnote',
      'doc-footnote',
    ]);
    expect(attributes.role).toBe('doc-noteref');
  }
  for (const { attributes } of back) expect(ids.get(attributes.href ?? '')?.attributes['epub:type']).toBe('noteref');
  const notes = elements(overview, 'aside').filter(({ attributes }) => attributes.role === 'doc-footnote');
  expect(notes.map((note) => elements(note, 'a')[0])).toEqual(back);
  expect(elements(notes.at(-1), 'li').map(textOf)).toEqual(['甲', '乙']);
});

test('links across chapters name the file, links inside do not', () => {
  const refs = elements(overview, 'a').filter(({ attributes }) => attributes.class === 'ref');
  expect(refs.map((node) => [textOf(node), node.attributes.href])).toEqual([
    ['表 1-1', '#tbl-figures'],
    ['图 1-1', '#fig-output'],
    ['第 2.2 节', 'river.xhtml#river-notes'],
  ]);
});

test('the same picture is packed once, with its bytes unchanged', () => {
  const sources = elements(river, 'img').map(({ attributes }) => attributes.src);
  expect(new Set(sources).size).toBe(1);
  expect(sources.length).toBe(3);
  expect(opened.names.filter((name) => name.startsWith('OEBPS/images/')).length).toBe(2);
});

test('what HTML parsers forgive is mended: caption last, ticks as text, math in its namespace', () => {
  for (const figure of elements(overview, 'figure')) {
    const parts = figure.children.filter((child) => child.type === 'element').map(({ name }) => name);
    expect(parts.indexOf('figcaption')).toBe(figure.attributes.class === 'table' ? 0 : parts.length - 1);
  }
  expect(textOf(river)).toContain('☑ 已办');
  expect(textOf(river)).toContain('☐ 未办');
  for (const { attributes } of elements(overview, 'math')) {
    expect(attributes.xmlns).toBe('http://www.w3.org/1998/Math/MathML');
    expect(attributes.alttext).toBeTruthy();
  }
  expect(textOf(overview)).toContain('list[map[0]]>1');
  expect(opened.text('OEBPS/river.xhtml')).toContain('<br/>');
  expect(opened.text('OEBPS/river.xhtml')).toContain('<a id="here"></a>');
});
