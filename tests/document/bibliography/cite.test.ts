import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { toHtml } from 'hast-util-to-html';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bookFolder, chapterHtml, typesetFolder } from '../../typeset-folder.ts';

const yaml = 'id: t\ntitle: 书\ndate: 2025-03-01\ncreators: [{ name: 组 }]\nchapters: [one.md, two.md, back.md]\n';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kanben-'));
  await cp(bookFolder('references'), folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

const write = (name: string, text: string) => writeFile(path.join(folder, name), text);
const html = async (file: string) =>
  (await chapterHtml(folder, file)).replaceAll('\n', '').replaceAll(' role="doc-biblioref"', '');
const said = async () =>
  (await typesetFolder(folder)).messages.map(({ file, line, ruleId, fatal }) => `${file}:${line} ${ruleId} ${fatal}`);

describe('citations by number', () => {
  it('are numbered through the book in the order of the first, notes behind the text of their chapter', async () => {
    expect(await html('one.md')).toBe(
      '<p>先引后书<sup class="citation">[<a href="#kb-ref-1">1</a>]</sup>，' +
        '再引<sup class="citation">[<a href="#kb-ref-2">2</a>]35</sup>。注里也有。' +
        '<sup><a class="note-mark" id="c01-mark1" href="#c01-note1" role="doc-noteref">1</a></sup></p>' +
        '<p>三篇相连<sup class="citation">[<a href="#kb-ref-1">1</a>-<a href="#kb-ref-3">3</a>]</sup>，' +
        '不相连<sup class="citation">[<a href="#kb-ref-1">1</a>,<a href="#kb-ref-4">4</a>]</sup>，' +
        '不是引用：[@zhang]、<code>[@zhang]</code>。</p>',
    );
    expect(await html('two.md')).toBe(
      '<p>又引<sup class="citation">[<a href="#kb-ref-5">5</a>]3-5</sup>与<sup class="citation">[<a href="#kb-ref-4">4</a>]</sup>。</p>',
    );
    const { book } = await typesetFolder(folder);
    expect(toHtml(book?.html[0]?.notes[0]?.content ?? [])).toContain('<a href="#kb-ref-3" role="doc-biblioref">3</a>');
  });

  it('fill the list', async () => {
    const text = await html('back.md');
    expect(text).toMatch(
      /^<section class="references"><ol class="numeric"><li id="kb-ref-1"><span class="label">\[1\]<\/span> CRANE D\. /,
    );
    expect(text).toContain(
      '<li id="kb-ref-3"><span class="label">[3]</span> 萧钰. 快车道[EB/OL]. (2001-12-19)[2002-04-15]. <a href="http://example.org/a">http://example.org/a</a>.</li>',
    );
    expect(text.match(/<li /g)).toHaveLength(5);
  });

  it('say of an entry that is not cited only that', async () => {
    expect(await said()).toEqual(['refs.bib:6 uncited-entry undefined']);
  });
});

describe('citations by author and year', () => {
  it('name the first author and tell works of a year apart', async () => {
    await write('book.yaml', `${yaml}bibliography: { file: refs.bib, style: author-year }\n`);
    expect(await html('two.md')).toBe(
      '<p>又引<span class="citation">（<a href="#kb-ref-2">王五, 2020b</a>）<sup>3-5</sup></span>与' +
        '<span class="citation">（<a href="#kb-ref-1">王五, 2020a</a>）</span>。</p>',
    );
    expect(await html('one.md')).toContain('（<a href="#kb-ref-4">张三 等, 2020</a>）<sup>35</sup>');
    expect(await html('one.md')).toContain(
      '(<a href="#kb-ref-5">CRANE, 1972</a>; <a href="#kb-ref-4">张三 等, 2020</a>; ',
    );
    const list = (await html('back.md')).replaceAll(/<a [^>]*>|<\/a>/g, '');
    expect([...list.matchAll(/<li id="kb-ref-\d">(.*?\d{4}\w?)\. /g)].map(([, head]) => head)).toEqual([
      '王五, 2020a',
      '王五, 2020b',
      '萧钰, 2001',
      '张三, 李四, 2020',
      'CRANE D, 1972',
    ]);
  });
});

describe('mistakes', () => {
  it('are told with file and line', async () => {
    await write('two.md', '# 第二\n\n又引[@wnag]与[@zhang, 前言]。\n');
    const { messages } = await typesetFolder(folder);
    expect(messages.map(String)).toEqual([
      expect.stringMatching(/^two\.md:3:3.*没有“wnag”.*“wang”/),
      expect.stringMatching(/^two\.md:3:.*前言/),
      expect.stringContaining('wang'),
      expect.stringContaining('unused'),
    ]);
  });

  it.each([
    ['back.md', '# 文献\n\n无\n', ['one.md:3 no-reference-list true', 'refs.bib:6 uncited-entry undefined']],
    [
      'two.md',
      '# 第二\n\n[@wang]\n\n:::references\n:::\n',
      ['back.md:7 second-reference-list true', 'refs.bib:6 uncited-entry undefined'],
    ],
    ['book.yaml', yaml, ['one.md:3 no-bibliography true', 'back.md:7 no-bibliography true']],
    ['book.yaml', `${yaml}bibliography: { file: none.bib }\n`, ['book.yaml:6 file true']],
    ['book.yaml', `${yaml}bibliography: { file: ../x.bib }\n`, ['book.yaml:6 file true']],
    ['book.yaml', `${yaml}bibliography: { file: one.md }\n`, ['book.yaml:6 file true']],
    ['book.yaml', `${yaml}bibliography: { file: refs.bib, styl: x }\n`, ['book.yaml:6 unknown-key true']],
    ['refs.bib', '@book{zhang, title = {甲}\n', ['refs.bib:1 syntax true']],
  ])('%s: %j', async (name, text, expected) => {
    await write(name, text);
    expect(await said()).toEqual(expected);
  });
});
