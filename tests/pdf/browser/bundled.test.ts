import { access, constants, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { bundledBrowser } from '../../../src/pdf/browser/bundled.ts';
import { privateCache } from '../../../src/pdf/browser/cache.ts';

let cache: string;

beforeEach(async () => {
  cache = await mkdtemp(path.join(tmpdir(), 'kanben-cache-'));
  vi.stubEnv('XDG_CACHE_HOME', cache);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(cache, { recursive: true, force: true });
});

it('unpacks the browser once, for this user only, and leaves no half file when two start at once', async () => {
  const [first, second] = await Promise.all([bundledBrowser(), bundledBrowser()]);
  expect(first?.executable).toBe(second?.executable);
  const executable = first?.executable ?? '';
  await access(executable, constants.X_OK);
  expect((await stat(executable)).mode & 0o077).toBe(0);
  expect((await stat(await privateCache())).mode & 0o777).toBe(0o700);
  expect(await readdir(path.dirname(executable))).toEqual(['chromium']);
  const before = (await stat(executable)).mtimeMs;
  await bundledBrowser();
  expect((await stat(executable)).mtimeMs).toBe(before);
});

it('unpacks the libraries that a bare system lacks', async () => {
  const folder = await (await bundledBrowser())?.libraries();
  expect(await readdir(folder ?? '')).toEqual(expect.arrayContaining(['libnss3.so', 'libnspr4.so', 'libexpat.so.1']));
});
