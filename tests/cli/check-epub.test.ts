import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from 'vitest';
import { checkEpubFile } from '../../src/cli/check-epub.ts';
import type { Session } from '../../src/cli/session.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kanben-check-epub-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

/** A session that keeps what is written. */
function session() {
  const written = { stdout: '', stderr: '' };
  const keep = (name: keyof typeof written) =>
    new Writable({
      write(chunk, _, done) {
        written[name] += String(chunk);
        done();
      },
    });
  const made = { language: 'zh', reporter: 'pretty', quiet: false, version: '0', stdin: process.stdin };
  const streams = { stdout: keep('stdout'), stderr: keep('stderr'), signal: new AbortController().signal };
  return { session: { ...made, ...streams } as unknown as Session, written };
}

const sample = () => path.join(inject('sample'), 'taiyuan-2025.epub');

test('the sample agrees with its manuscript, and EPUBCheck’s absence is told', async () => {
  vi.stubEnv('EPUBCHECK_JAR', path.join(folder, 'none.jar'));
  const { session: context, written } = session();
  expect(await checkEpubFile(['manuscript'], { epub: sample() }, context)).toBe(0);
  expect(written).toEqual({
    stdout: '',
    stderr: '没有运行 EPUBCheck：请用 EPUBCHECK_JAR 指明 epubcheck.jar。0 个错误，0 条警告。\n',
  });
});

test('EPUBCheck’s findings are ours, too', async () => {
  const java = await import('node:child_process').then(({ spawnSync }) => spawnSync('java', ['-version']).status === 0);
  const cut = path.join(folder, 'cut.epub');
  await writeFile(cut, (await readFile(sample())).subarray(0, 5000));
  const { session: context, written } = session();
  expect(await checkEpubFile([], { epub: cut }, context)).toBe(1);
  expect(written.stdout).toContain('epub:broken-archive');
  if (java) expect(written.stdout).toMatch(/EPUBCheck：.*epubcheck:PKG-/);
});

test('a file that is not there is wrong use', async () => {
  const missing = checkEpubFile([], { epub: path.join(folder, 'no.epub') }, session().session);
  await expect(missing).rejects.toMatchObject({ exitCode: 2 });
});
