import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JailedFiles } from '../../src/book/files.ts';
import { loadBook } from '../../src/book/load.ts';
import { typesetFolder } from '../typeset-folder.ts';

const yaml = 'id: t\ntitle: 书\ndate: 2025-03-01\ncreators: [{ name: 组 }]\n';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kanben-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
}

describe('loadBook', () => {
  it('takes .md files in the order of their names, without the read-me', async () => {
    await write({
      'book.yaml': yaml,
      '10.md': '十',
      '2.MD': '二',
      'B.markdown': '乙',
      'a.md': '甲',
      'README.md': '不',
      'x.txt': '不',
    });
    const { chapters, config, configFile } = await loadBook(folder);
    expect(chapters.map((file) => file.path)).toEqual(['10.md', '2.MD', 'B.markdown', 'a.md']);
    expect(config).toMatchObject({ id: 't', language: 'zh-Hans', template: 'report', subjects: [] });
    expect(configFile.messages).toEqual([]);
  });

  it('takes the listed chapters in their order, from folders too', async () => {
    await write({
      'book.yaml': `${yaml}chapters: [z.md, ./part/a.md]`,
      'z.md': '乙',
      'part/a.md': '甲',
      'no.md': '不',
    });
    expect((await loadBook(folder)).chapters.map((file) => file.path)).toEqual(['z.md', 'part/a.md']);
  });

  it('drops the byte order mark and keeps carriage returns', async () => {
    await write({ 'book.yaml': `\uFEFF${yaml}`, 'a.md': '\uFEFF# 一\r\n' });
    const { chapters, config } = await loadBook(folder);
    expect(config?.title).toBe('书');
    expect(String(chapters[0])).toBe('# 一\r\n');
  });

  it('checks the listed chapters even if book.yaml is wrong elsewhere', async () => {
    await write({ 'book.yaml': `${yaml}wobble: 3\nchapters: [b.md]`, 'a.md': '甲', 'b.md': '乙' });
    const { chapters, config } = await loadBook(folder);
    expect(config).toBeUndefined();
    expect(chapters.map((file) => file.path)).toEqual(['b.md']);
  });

  it.each([
    ['nowhere', /^找不到文件夹 .*nowhere。$/, /^No such folder: .*nowhere\.$/],
    ['file.txt', /不是文件夹。请给出放着 book.yaml 的文件夹。$/, /is not a folder/],
    [
      'empty',
      /empty 里没有能读的 book.yaml。在这个文件夹里建一个，或用 kanben build <文件夹> 指明书稿在哪里。$/,
      /no readable book.yaml/,
    ],
    ['odd', /没有能读的 book.yaml/, /no readable book.yaml/],
  ])('fails with 2 for %s', async (name, zh, en) => {
    await write({ 'file.txt': '', 'odd/book.yaml/x': '' });
    await mkdir(path.join(folder, 'empty'));
    await expect(loadBook(path.join(folder, name))).rejects.toMatchObject({
      exitCode: 2,
      texts: { zh: expect.stringMatching(zh), en: expect.stringMatching(en) },
    });
  });

  it('refuses links that lead out of the folder, for chapters and pictures, and follows those inside', async () => {
    const outside = await mkdtemp(path.join(tmpdir(), 'kanben-out-'));
    await writeFile(path.join(outside, 'a.md'), '# 外');
    await write({ 'book.yaml': yaml, 'real/p.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>' });
    await write({ 'b.md': '# 内\n\n![甲](in/p.svg)![乙](out/p.svg)![丙](dead.svg)' });
    await symlink(path.join(outside, 'a.md'), path.join(folder, 'a.md'));
    await symlink('real', path.join(folder, 'in'));
    await symlink(outside, path.join(folder, 'out'));
    await symlink('nothing', path.join(folder, 'dead.svg'));
    await writeFile(path.join(outside, 'p.svg'), '<svg/>');
    const { messages } = await typesetFolder(folder);
    expect(messages.map(({ file, ruleId, column, reason }) => [file, ruleId, column, reason])).toEqual([
      ['book.yaml', 'chapter-file', undefined, '章文件“a.md”在书稿文件夹之外，不读。请把它移进来。'],
      ['b.md', 'image-outside', 15, '图片“out/p.svg”在书稿文件夹之外，不读。请把它复制进来，写相对路径。'],
      ['b.md', 'image-missing', 30, '图片“dead.svg”找不到。请检查路径与文件名（区分大小写）。'],
    ]);
    await rm(outside, { recursive: true });
  });
});

describe('JailedFiles', () => {
  it.each([
    ['../x', 'outside'],
    ['a/../../x', 'outside'],
    ['..', 'outside'],
    ['/etc/hostname', 'outside'],
    ['..\\x', 'outside'],
    ['C:\\x', 'outside'],
    ['a\0b', 'outside'],
    ['none', 'missing'],
    ['book.yaml/x', 'missing'],
    ['.', 'not-a-file'],
    ['sub', 'not-a-file'],
  ])('refuses %j: %s', async (name, reason) => {
    await write({ 'book.yaml': yaml, 'sub/x': '' });
    const files = await JailedFiles.open(folder);
    await expect(files.read(name)).rejects.toMatchObject({ reason });
  });

  it('reads what is inside by any spelling', async () => {
    await write({ 'sub/x': '字' });
    const files = await JailedFiles.open(folder);
    for (const name of ['sub/x', './sub/x', 'sub/../sub/x', 'sub\\x']) {
      expect(String(await files.read(name))).toBe('字');
    }
  });
});
