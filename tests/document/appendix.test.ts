import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { composeEpub } from '../../src/epub/index.ts';
import { loadTemplate } from '../../src/template/load.ts';
import { typesetFolder } from '../typeset-folder.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kanben-appendix-'));
  const files: Record<string, string> = {
    'book.yaml': 'id: a\ntitle: 书\ndate: 2025-01-01\ncreators: [{ name: 人 }]\n',
    '1.md': '---\nmatter: back\n---\n# 后记\n\n文。\n',
    '2.md': '---\nmatter: appendix\n---\n# 数据\n\n## 口径\n\n表：指标 {#tbl-a}\n\n| a |\n|---|\n| 1 |\n',
    '3.md': '---\nmatter: appendix\n---\n# 名单\n\n文。\n',
    '4.md': '# 正文\n\n见[](#c02)、[](#c02-s1)、[](#tbl-a)。\n',
    '5.md': '---\nmatter: appendix\nnumbered: false\n---\n# 勘误\n\n文。\n',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

it('letters appendices behind the body: 附录 A, A.1, 表 A-1', async () => {
  const { book, messages } = await typesetFolder(folder);
  expect(messages).toEqual([]);
  expect(book?.chapters.map(({ label, titleText }) => [label, titleText])).toEqual([
    ['第一章', '正文'],
    ['附录 A', '数据'],
    ['附录 B', '名单'],
    ['', '勘误'],
    ['', '后记'],
  ]);
  expect(book?.chapters[1]?.sections[0]?.label).toBe('A.1');
  if (!book) throw new Error('no book');
  const { pages: made } = await composeEpub(book, await loadTemplate('report'), { cover: undefined });
  const pages = made.map(({ body }) => body);
  const text = pages.find((body) => body.includes('见'));
  expect(text?.replace(/<[^>]+>/g, '').replace(/\s+/g, '')).toContain('见附录A、第A.1节、表A-1。');
  expect(pages.find((body) => body.includes('epub:type="appendix"'))).toContain('附录 A');
});
