import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, runCli } from './run-cli.ts';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'kanben-cli-preview-'));
  await cp(path.join(root, 'tests/preview/book'), path.join(home, 'book'), { recursive: true });
});
afterAll(() => rm(home, { recursive: true, force: true }));

describe('kanben preview', () => {
  it('ends at Ctrl-C while it builds, and leaves no temporary file', async () => {
    const temporary = await mkdtemp(path.join(home, 'tmp-'));
    const { code, stdout, stderr } = await runCli(['preview', path.join(home, 'book'), '--port', '0'], {
      env: { TMPDIR: temporary },
      watch: (child, said) => {
        if (said.includes('Ctrl-C') && !child.killed) child.kill('SIGINT');
      },
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^预览 {2}http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}\/\n$/);
    expect(stderr).toContain('预览已结束');
    expect(await readdir(temporary)).toEqual([]);
  });

  it('refuses what it cannot use, in words', async () => {
    const book = path.join(home, 'book');
    const port = await runCli(['preview', book, '--port', 'x']);
    expect([port.code, port.stderr]).toEqual([2, '--port 不能是“x”，应当是 0 到 65535 的整数。\n']);
    const editor = await runCli(['preview', book, '--editor', 'javascript:{file}', '--lang', 'en']);
    expect([editor.code, editor.stderr]).toEqual([
      2,
      expect.stringContaining('--editor cannot be "javascript:{file}"'),
    ]);
    const empty = await runCli(['preview', home]);
    expect([empty.code, empty.stderr]).toEqual([2, expect.stringContaining('没有能读的 book.yaml')]);
  });
});
