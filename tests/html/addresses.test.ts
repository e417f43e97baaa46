import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { loadBook } from '../../src/book/load.ts';
import { toXhtml } from '../../src/epub/xhtml.ts';
import { typeset } from '../../src/html/typeset.ts';
import { loadTemplate } from '../../src/template/load.ts';

const folders: string[] = [];
afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true }))));

/** Errors as `line rule`, and the HTML, of a book with these chapters. */
async function render(...chapters: string[]) {
  const folder = await mkdtemp(path.join(tmpdir(), 'kanben-addresses-'));
  folders.push(folder);
  const config = 'id: a\ntitle: 书\ndate: 2025-03-01\ncreators: [{ name: 人 }]\n';
  await writeFile(path.join(folder, 'book.yaml'), config);
  for (const [n, text] of chapters.entries()) await writeFile(path.join(folder, `${n + 1}.md`), text);
  const { book, messages } = await typeset(await loadBook(folder), await loadTemplate('report'));
  return {
    errors: messages
      .filter(({ fatal }) => fatal)
      .map(({ file, line, source, ruleId }) => `${file}:${line} ${source}:${ruleId}`),
    reasons: messages.map(({ reason }) => reason),
    html:
      book?.html
        .flatMap(({ body }) => body)
        .map((node) => toXhtml(node))
        .join('') ?? '',
  };
}

test('a link written as a tag must lead to an id of the book', async () => {
  const { errors, reasons } = await render(
    '# 一\n\n<a href="#c02">好</a><a href="#mark">好</a><span id="mark"></span>\n\n<a href="#nowhere">坏</a>\n\n<a href="2.md">坏</a>\n',
    '# 二\n\n正文\n',
  );
  expect(errors).toEqual(['1.md:5 document:link-target', '1.md:7 document:link-target']);
  expect(reasons[0]).toBe('链接“#nowhere”没有目标。请改正它，或给目标加上 {#标识}。');
});

test('a Markdown link or id that is wrong is told once', async () => {
  const { errors } = await render('# 一\n\n[坏](#nowhere)\n\n## 甲 {#x}\n\n## 乙 {#x}\n\n文\n');
  expect(errors.sort()).toEqual(['1.md:3 document:link-target', '1.md:7 document:duplicate-id']);
});

test('an id used twice in tags is an error, in one chapter or two', async () => {
  const { errors } = await render('# 一\n\n<p id="x">甲</p>\n\n<p id="x">乙</p>\n', '# 二\n\n<p id="c01">丙</p>\n');
  expect(errors).toEqual(['1.md:5 document:duplicate-id', '2.md:3 document:duplicate-id']);
});

test('an address may hold spaces and Chinese, but not in its host', async () => {
  const { errors, html } = await render(
    '# 一\n\n<a href="https://example.com/甲 乙?a=b|c">好</a>\n\n<a href="http://exa mple.com/">坏</a>\n',
  );
  expect(errors).toEqual(['1.md:5 html:link-address']);
  expect(html).toContain('https://example.com/%E7%94%B2%20%E4%B9%99?a=b%7Cc');
});

test('attribute values without meaning and parts out of place are dropped, their text kept', async () => {
  const { html } = await render(
    '# 一\n\n<ol start="x" type="z"><li value="3">项</li></ol>\n\n<li>孤</li>\n\n<p dir="up" lang="not a tag" role="doc-x">段</p>\n',
  );
  expect(html.replaceAll('\n', '')).toBe('<ol><li value="3">项</li></ol><p>孤</p><p>段</p>');
});
