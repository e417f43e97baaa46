import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildEdition } from '../../src/index.ts';
import { type BookSize, generateBook } from './generate-book.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kanben-random-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Chapters, headings, lists, tables, figures, quotations and notes in random order: no page may have a fault. */
const sound: BookSize[] = [{ seed: 1, chapters: 3, blocks: 25, notes: 12, template: 'report' }];

/**
 * Books in which the audit still finds true faults: a number parted from its unit; in vertical text also full cells at line ends,
 * lines off the grid, a hole before a figure and a widow. When one is sound, its test fails, and it belongs above.
 */
const open: BookSize[] = [
  { seed: 2, chapters: 1, blocks: 30, notes: 12, template: 'book' },
  { seed: 3, chapters: 1, blocks: 25, notes: 8, template: 'vertical' },
];

async function faultsOf(size: BookSize): Promise<string[]> {
  const book = path.join(folder, String(size.seed));
  await generateBook(book, size);
  const { messages } = await buildEdition({ folder: book, out: path.join(book, 'out'), formats: ['pdf'] });
  return messages.filter(({ source }) => source === 'print').map(String);
}

describe('a generated book', () => {
  it.each(sound)('of seed $seed in the template $template has no fault in its layout', async (size) => {
    expect(await faultsOf(size)).toEqual([]);
  });

  it.fails.each(open)('of seed $seed in the template $template has no fault in its layout', async (size) => {
    expect(await faultsOf(size)).toEqual([]);
  });

  it('is the same for the same seed', async () => {
    const size = { seed: 7, chapters: 1, blocks: 20, notes: 5 };
    const texts: string[] = [];
    for (const name of ['a', 'b']) {
      await generateBook(path.join(folder, name), size);
      texts.push(await readFile(path.join(folder, name, '001.md'), 'utf8'));
    }
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]?.match(/^\[\^1-\d+\]:/gm)).toHaveLength(5);
  });
});
