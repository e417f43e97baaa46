import { describe, expect, test } from 'vitest';
import { basicCover, buildEpub, sampleEpub } from './build.ts';
import { epubCheck, hasJava } from './epubcheck.ts';

// On a machine without Java these tests cannot run; CI must have it.
const skip = !hasJava && !process.env.CI;
if (skip) console.warn('没有 Java，跳过 EPUBCheck 测试。 No Java: the EPUBCheck tests are skipped.');

describe.skipIf(skip)('EPUBCheck', { timeout: 120_000 }, () => {
  test('Java is there', () => expect(hasJava).toBe(true));

  test('has nothing against a book with everything', async () => {
    const { version, findings } = await epubCheck(await buildEpub('basic', { cover: await basicCover() }));
    expect(version).toBe('5.3.0');
    // The author's own <rp>, kept for readers that know no ruby, is "discouraged" (a hint, not a warning).
    expect(findings.filter(({ id }) => id !== 'HTM_055')).toEqual([]);
  });

  test('has nothing against a book with almost nothing', async () => {
    expect((await epubCheck(await buildEpub('plain'))).findings).toEqual([]);
  });

  test('has nothing against a book with citations', async () => {
    expect((await epubCheck(await buildEpub('references'))).findings).toEqual([]);
  });

  test.each(['inline', 'verse'])('has nothing against the book %s', async (name) => {
    expect((await epubCheck(await buildEpub(name))).findings.filter(({ id }) => id !== 'HTM_055')).toEqual([]);
  });

  test('has nothing against the sample report', async () => {
    expect((await epubCheck(await sampleEpub())).findings).toEqual([]);
  });

  test('finds what is wrong, so silence means something', async () => {
    const broken = await buildEpub('plain');
    const { findings } = await epubCheck(broken.subarray(0, broken.length - 200));
    expect(findings.some(({ severity }) => severity === 'FATAL' || severity === 'ERROR')).toBe(true);
  });
});
