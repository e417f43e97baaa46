import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findMarkdown } from '../../src/book/find-markdown.ts';

let root: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'kanben-find-'));
  const files: Record<string, string> = {
    '.gitignore': 'out/\n*.tmp.md\n/only-here.md\n',
    'a.md': '',
    '乙.MARKDOWN': '',
    'x.tmp.md': '',
    'only-here.md': '',
    'sub/only-here.md': '',
    'sub/.gitignore': '!keep.tmp.md\n',
    'sub/keep.tmp.md': '',
    'sub/other.txt': '',
    'out/b.md': '',
    'node_modules/c/readme.md': '',
    '.hidden/d.md': '',
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), text);
  }
});
afterAll(() => rm(root, { recursive: true }));

describe('findMarkdown', () => {
  it('walks folders, leaving out what .gitignore does', async () => {
    const found = await findMarkdown([root]);
    expect(found.map((file) => path.relative(root, file))).toEqual([
      'a.md',
      'sub/keep.tmp.md',
      'sub/only-here.md',
      '乙.MARKDOWN',
    ]);
  });

  it('takes a file that is named, ignored or not, once', async () => {
    const file = path.join(root, 'x.tmp.md');
    expect(await findMarkdown([file, file])).toEqual([file]);
  });

  it('uses the .gitignore files above, within the repository', async () => {
    await mkdir(path.join(root, '.git'));
    expect(await findMarkdown([path.join(root, 'out')])).toEqual([]);
    expect((await findMarkdown([path.join(root, 'sub')])).map((file) => path.basename(file))).toEqual([
      'keep.tmp.md',
      'only-here.md',
    ]);
  });
});
