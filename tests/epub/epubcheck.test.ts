import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkEpub } from '../../src/epub/check/index.ts';
import { packEpub } from '../../src/epub/index.ts';
import { basicCover, buildEpub, sampleEpub, typesetBook } from './build.ts';
import { epubCheck, hasJava } from './epubcheck.ts';

/** Every manuscript that builds under tests/books, one for each feature, and the page of all syntax. */
const folder = fileURLToPath(new URL('../books/', import.meta.url));
const books = [...readdirSync(folder).filter((name) => name !== 'bad'), '../../docs'];

// On a machine without Java these tests cannot run; CI must have it.
const skip = !hasJava && !process.env.CI;
if (skip) console.warn('没有 Java，跳过 EPUBCheck 测试。 No Java: the EPUBCheck tests are skipped.');

describe.skipIf(skip)('EPUBCheck', { timeout: 120_000 }, () => {
  test('Java is there', () => expect(hasJava).toBe(true));

  // Hints, not warnings: <rp> is "discouraged", but readers that know no ruby need it; what mermaid draws has SVG 2 in it.
  const hints: Record<string, string> = {
    basic: 'HTM_055',
    inline: 'HTM_055',
    tagged: 'HTM_055',
    diagrams: 'RSC-025',
    '../../docs': 'HTM_055',
  };

  test.each(books)('has nothing against %s', async (name) => {
    const options = name === 'basic' ? { cover: await basicCover() } : {};
    const { book, template } = await typesetBook(name);
    const epub = await packEpub(book, template, { cover: undefined, ...options });
    // Our own checks: links, ids, and the same text in the same order as in the tree.
    expect(checkEpub(epub, name, book).map(String)).toEqual([]);
    const { version, findings } = await epubCheck(epub);
    expect(version).toBe('5.3.0');
    expect(findings.filter(({ id, severity }) => severity !== 'USAGE' || id !== hints[name])).toEqual([]);
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
