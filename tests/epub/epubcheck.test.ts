import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkEpub } from '../../src/epub/check/index.ts';
import { basicCover, buildEpub, packed, sampleEpub, typesetBook } from './build.ts';
import { epubCheck, hasJava, type Verdict } from './epubcheck.ts';

/** Every manuscript that builds under tests/books, one for each feature, and the page of all syntax. */
const folder = fileURLToPath(new URL('../books/', import.meta.url));
const books = [...readdirSync(folder).filter((name) => name !== 'bad'), '../../docs'];

// On a machine without Java these tests cannot run; CI must have it.
const skip = !hasJava && !process.env.CI;
if (skip) console.warn('没有 JDK，跳过 EPUBCheck 测试。 No JDK: the EPUBCheck tests are skipped.');

describe.skipIf(skip)('EPUBCheck', () => {
  // Hints, not warnings: <rp> is "discouraged", but readers that know no ruby need it; what mermaid draws has SVG 2 in it.
  const hints: Record<string, string> = {
    basic: 'HTM_055',
    inline: 'HTM_055',
    tagged: 'HTM_055',
    diagrams: 'RSC-025',
    '../../docs': 'HTM_055',
  };

  const verdicts = new Map<string, Verdict>();
  const own = new Map<string, string[]>();
  beforeAll(async () => {
    const made = new Map<string, Uint8Array>();
    for (const name of books) {
      const { book, template } = await typesetBook(name);
      const cover = name === 'basic' ? await basicCover() : undefined;
      const { bytes: epub } = await packed(book, template, { cover });
      made.set(name, epub);
      own.set(name, checkEpub(epub, name, book).map(String));
    }
    made.set('the sample report', await sampleEpub());
    made.set('a truncated book', (await buildEpub('plain')).subarray(0, -200));
    const found = await epubCheck([...made.values()]);
    for (const [i, name] of [...made.keys()].entries()) verdicts.set(name, found[i] as Verdict);
  });

  test.each(books)('has nothing against %s', (name) => {
    const { version, findings } = verdicts.get(name) as Verdict;
    expect(version).toBe('5.3.0');
    expect(findings.filter(({ id, severity }) => severity !== 'USAGE' || id !== hints[name])).toEqual([]);
  });

  test.each(books)('nor have our own checks: the text of %s is the tree’s', (name) => {
    expect(own.get(name)).toEqual([]);
  });

  test('has nothing against the sample report', () => {
    expect(verdicts.get('the sample report')?.findings).toEqual([]);
  });

  test('finds what is wrong, so silence means something', () => {
    const severities = verdicts.get('a truncated book')?.findings.map(({ severity }) => severity);
    expect(severities).toEqual(expect.arrayContaining(['FATAL']));
  });
});
