import { mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PrintCache } from '../../src/pdf/print-cache.ts';
import { cacheKey } from '../../src/report/cache-key.ts';

let home: string;
const prints = () => path.join(home, 'kanben/prints');

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'kanben-prints-'));
  vi.stubEnv('XDG_CACHE_HOME', home);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(home, { recursive: true, force: true });
});

const value = { count: 2, destinations: new Map([['章', 1]]), bytes: Buffer.from([0, 255]), texts: ['\x01\x02'] };

describe('PrintCache', () => {
  it('gives back what was kept, for this user only, and leaves nothing half done', async () => {
    const cache = await PrintCache.open();
    expect(await cache.read('a')).toBeUndefined();
    await Promise.all([cache.write('a', value), cache.write('a', value)]);
    expect(await (await PrintCache.open()).read('a')).toEqual(value);
    expect(await readdir(prints())).toEqual(['a.print']);
    expect((await stat(prints())).mode & 0o777).toBe(0o700);
    expect((await stat(path.join(prints(), 'a.print'))).mode & 0o777).toBe(0o600);
  });

  it.each([
    [
      'a changed byte',
      async (file: string) => {
        const bytes = await readFile(file);
        bytes[bytes.length - 3] = (bytes.at(-3) ?? 0) ^ 1;
        await writeFile(file, bytes);
      },
    ],
    ['a cut end', async (file: string) => truncate(file, (await stat(file)).size - 1)],
    ['no head', (file: string) => writeFile(file, 'x')],
    ['nothing', (file: string) => writeFile(file, '')],
  ])('notices %s, and writes anew', async (_, damage) => {
    const cache = await PrintCache.open();
    await cache.write('a', value);
    await damage(path.join(prints(), 'a.print'));
    expect(await cache.read('a')).toBeUndefined();
    await cache.write('a', value);
    expect(await cache.read('a')).toEqual(value);
  });

  it('takes out what was not used for longest, and what killed builds left', async () => {
    const cache = await PrintCache.open();
    for (const [i, key] of ['a', 'b', 'c'].entries()) {
      await cache.write(key, Buffer.alloc(1000));
      await utimes(path.join(prints(), `${key}.print`), 1e9 + i, 1e9 + i);
    }
    await writeFile(path.join(prints(), 'd.print.x.tmp'), '');
    await utimes(path.join(prints(), 'd.print.x.tmp'), 1e9, 1e9);
    // Reading counts as use.
    await cache.read('a');
    await cache.trim(2500);
    expect((await readdir(prints())).sort()).toEqual(['a.print', 'c.print']);
  });

  it('does without a folder that cannot be written, and says so', async () => {
    await (await PrintCache.open()).write('a', value);
    await rm(prints(), { recursive: true });
    await writeFile(prints(), 'in the way');
    const cache = await PrintCache.open();
    await cache.write('a', value);
    expect(await cache.read('a')).toBeUndefined();
    await cache.trim();
    expect(cache.problem).toMatchObject({
      zh: expect.stringContaining('没能存进缓存（EEXIST）'),
      en: expect.stringContaining('--no-cache'),
    });
  });

  it('makes the folder again when it goes away, and says so when that cannot be', async () => {
    const cache = await PrintCache.open();
    await rm(prints(), { recursive: true });
    await cache.write('a', value);
    expect(cache.problem).toBeUndefined();
    expect(await cache.read('a')).toEqual(value);
    await rm(prints(), { recursive: true });
    await writeFile(prints(), 'in the way');
    await cache.write('b', value);
    expect(cache.problem?.en).toContain('EEXIST');
    await rm(prints());
  });

  it('holds in memory what a build has used, for the next alone', async () => {
    const cache = await PrintCache.open({ memory: true });
    const made = { list: [1, 2] };
    await cache.write('a', made);
    await rm(prints(), { recursive: true, force: true });
    const shared = await cache.read('a');
    expect(shared).toEqual(made);
    expect(await cache.read('a')).toBe(shared);
    const own = await cache.read('a', { own: true });
    expect(own).toEqual(made);
    expect(own).not.toBe(shared);
    cache.turn();
    expect(await cache.read('a')).toBe(shared);
    cache.turn();
    cache.turn();
    expect(await cache.read('a')).toBeUndefined();
  });

  it('holds nothing that is large and asked for once', async () => {
    const cache = await PrintCache.open({ memory: true });
    await cache.write('a', [1], { hold: false });
    expect(await cache.read('a', { hold: false })).toEqual([1]);
    await rm(prints(), { recursive: true, force: true });
    expect(await cache.read('a')).toBeUndefined();
  });
});

describe('cacheKey', () => {
  it('keeps texts apart', () => {
    const keys = [cacheKey('ab', 'c'), cacheKey('a', 'bc'), cacheKey('abc'), cacheKey('', 'abc'), cacheKey('章')];
    expect(new Set(keys).size).toBe(keys.length);
    expect(cacheKey('ab', 'c')).toBe(keys[0]);
  });
});
