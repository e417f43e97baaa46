import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildEdition } from '../../src/index.ts';
import { openPdf, pageOf } from '../pdf/read-pdf.ts';
import { sharedWorkshop } from '../shared-workshop.ts';
import { type BookSize, generateBook } from './generate-book.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kanben-random-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Each chapter is drawn from a seed of its own: twenty seeds a template, in one book, so that the browser is started once. */
const seeds = 20;
const books: (BookSize & { template: string })[] = [
  { seed: 1, chapters: seeds, blocks: 8, notes: 60, template: 'report' },
  { seed: 1, chapters: seeds, blocks: 8, notes: 60, template: 'book' },
  { seed: 1, chapters: seeds, blocks: 8, notes: 60, template: 'vertical' },
  // Long chapters, in whose rows of pages closing one hole can open another.
  { seed: 1, chapters: 2, blocks: 60, notes: 40, template: 'vertical' },
];

describe.each(books)('a generated book of $chapters chapters in the template $template', (size) => {
  let faults: string[];
  let pdf: Awaited<ReturnType<typeof openPdf>>;
  beforeAll(async () => {
    const book = path.join(folder, `${size.template}-${size.chapters}`);
    await generateBook(book, size);
    const { messages, written } = await buildEdition({
      folder: book,
      out: path.join(book, 'out'),
      formats: ['pdf'],
      workshop: await sharedWorkshop(),
    });
    faults = messages.filter(({ source }) => source === 'print').map(String);
    pdf = await openPdf(written.find((file) => file.endsWith('.pdf')) ?? '');
  });

  // Chapters, headings, lists, tables, figures, quotations and notes in random order: no page may have a fault.
  it('has no fault in its layout', () => {
    expect(faults).toEqual([]);
  });

  it('has every note on the page of its mark', async () => {
    const names = Object.keys((await pdf.getDestinations()) as Record<string, unknown>);
    const notes = names.filter((name) => /^c\d+-note\d+$/.test(name));
    const pages = await Promise.all(
      notes.map(async (note) => [await pageOf(pdf, note), await pageOf(pdf, note.replace('note', 'mark'))]),
    );
    expect(notes).toHaveLength(size.notes);
    expect(pages.filter(([note, mark]) => note !== mark || note === -1)).toEqual([]);
  });
});

describe('the generator', () => {
  it('writes the same book for the same seed', async () => {
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
