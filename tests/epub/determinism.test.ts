import { afterEach, expect, test, vi } from 'vitest';
import { basicCover, buildEpub } from './build.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

test('the same bytes at another time, in another zone and locale', async () => {
  const build = async (now: string, TZ: string, LANG: string) => {
    vi.useFakeTimers({ now: new Date(now), toFake: ['Date'] });
    vi.stubEnv('TZ', TZ);
    vi.stubEnv('LANG', LANG);
    vi.stubEnv('LC_ALL', LANG);
    const offset = new Date('2025-01-01T00:00:00Z').getTimezoneOffset();
    return { offset, epub: await buildEpub('basic', { cover: await basicCover() }) };
  };
  const here = await build('2025-03-01T12:00:00Z', 'Asia/Shanghai', 'zh_CN.UTF-8');
  const there = await build('2031-12-31T23:59:59Z', 'America/Los_Angeles', 'tr_TR.UTF-8');
  expect([here.offset, there.offset]).toEqual([-480, 480]);
  expect(there.epub.equals(here.epub)).toBe(true);
});

test('a book older than the zip format can be packed', async () => {
  const epub = await buildEpub('plain');
  // 1980-01-01, the first day that a zip can name; book.yaml says 1975.
  expect(epub.readUInt32LE(10)).toBe(((1 << 5) | 1) << 16);
});
