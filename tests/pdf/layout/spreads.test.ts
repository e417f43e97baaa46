import { describe, expect, it } from 'vitest';
import { planChapter } from '../../../src/pdf/layout/plan-chapter.ts';
import type { Item, Measured } from '../../../src/pdf/layout/types.ts';
import { buildPdf } from '../build-pdf.ts';
import { type Printed, printedIn } from '../read-positions.ts';
import { ChapterPress } from './print-chapters.ts';
import { randomChapter } from './random-chapter.ts';

/** Lines of 10 px: a paragraph as its number of lines, `h` a heading of two, `f` one that a page begins with, `n` a paragraph with a note of two lines in its first. */
function chapter(blocks: string): Measured {
  const items: Item[] = [];
  const marks: Measured['marks'] = [];
  const notes: Measured['notes'] = [];
  for (const [block, text] of blocks.split(' ').entries()) {
    const lines = /h/.test(text) ? 1 : Number(/\d+/.exec(text)?.[0] ?? 1);
    for (let line = 0; line < lines; line++) {
      const start = items.at(-1)?.end ?? 0;
      const afterHeading = line === 0 && blocks.split(' ')[block - 1]?.includes('h');
      const alone = line > 0 && (line === 1 || line === lines - 1);
      const before = text.startsWith('f') && line === 0 ? 'forced' : afterHeading || alone ? 'avoid' : 'auto';
      items.push({ start, end: start + (text === 'h' ? 20 : 10), before, lead: 0, tail: 0, block });
      if (!text.includes('n') || line > 0) continue;
      const lead = { lead: 0, tail: 0, before: 'auto' } as const;
      const own = [
        { start: 0, end: 10, ...lead },
        { start: 10, end: 20, ...lead, before: 'avoid' as const },
      ];
      notes.push({ id: `note${block}`, items: own, height: 20, gap: 0, nested: [] });
      marks.push({ id: `mark${block}`, note: `note${block}`, item: items.length - 1 });
    }
  }
  return { items, marks, notes, separator: 10, row: 10 };
}

/** The blank lines at the foot of each page of ten lines. */
function blanks(blocks: string, level?: 'recto' | 'verso'): number[] {
  const pages = planChapter(chapter(blocks), { pageHeight: 100, repeatNotes: true, level });
  return pages.map(({ textHeight, notesHeight }) => (100 - textHeight - notesHeight) / 10);
}

describe('facing pages', () => {
  it('end as they may where nothing is asked for', () => {
    expect(blanks('8 5 9 9 9')).toEqual([0, 0, 1, 1, 8]);
    expect(blanks('8 h 6 12 12 9')).toEqual([2, 0, 0, 0, 1, 8]);
  });

  it('are those of one opening: which, depends on the side that the chapter begins on', () => {
    expect(blanks('10 9 5 8 8 8')).toEqual([0, 1, 0, 1, 0]);
    expect(blanks('10 9 5 8 8 8', 'recto')).toEqual([0, 1, 1, 0, 0]);
  });

  it('end at one line where one is short, for a heading moved on or a paragraph that cannot begin at its foot', () => {
    expect(blanks('8 h 6 12 12 9', 'verso')).toEqual([2, 2, 0, 0, 0, 7]);
    expect(blanks('9 12 12 9 9 9', 'verso')).toEqual([1, 1, 0, 0, 0, 0, 8]);
  });

  it('stay as they are where the chapter would take one more', () => {
    expect(blanks('9 h 6 6 6 6 6 8', 'verso')).toEqual([1, 0, 0, 0, 0]);
  });

  it('stay as they are where another spread would become unequal for it', () => {
    expect(blanks('9 5 7 8 8 9', 'verso')).toEqual([1, 0, 0, 0, 3]);
  });

  it('end with their notes, which stand at the foot', () => {
    expect(blanks('8 n5 9 9 9 9', 'verso')).toEqual(blanks('8 n5 9 9 9 9'));
  });

  it('may be short where the text ends, or a page begins by force', () => {
    expect(blanks('8 5 9 f9 9', 'recto')).toEqual([0, 0, 8, 1, 1]);
    expect(blanks('9 5 6 f5 6 7 8', 'recto')).toEqual(blanks('9 5 6 f5 6 7 8'));
  });
});

/** Where the last line of the body stands on a page, in mm. */
function depth(runs: Printed[] = []): number {
  return Math.max(...runs.filter(({ size }) => Math.abs(size - 10.5) < 0.1).map(({ baseline }) => baseline));
}

/** Whether the facing pages of a chapter are of equal depth, spread by spread; its last page ends where the text does. */
function levels(pages: Printed[][], first: number, last: number): boolean[] {
  const found: boolean[] = [];
  // The first page of a file is a recto.
  for (let verso = first + ((first + 1) % 2); verso + 1 < last; verso += 2)
    found.push(Math.abs(depth(pages[verso]) - depth(pages[verso + 1])) < 0.1);
  return found;
}

const share = (all: boolean[]) => all.filter(Boolean).length / all.length;
const text = (seed: number, blocks = 70) =>
  randomChapter(seed, { blocks, noteEvery: Number.POSITIVE_INFINITY, mixed: false }).markdown;

describe('in print', () => {
  it('facing pages of a chapter end at the same line twice as often as without, on as many pages', async () => {
    const press = await ChapterPress.start(text(1, 160), 'book');
    try {
      const [free, level] = await Promise.all(
        [false, true].map(async (equalDepth) => {
          const { bytes, faults } = await press.print(text(1, 160), { spreads: { equalDepth } });
          expect(faults).toEqual([]);
          const { pages } = await printedIn(bytes);
          return { pages: pages.length, levels: levels(pages, 0, pages.length - 1) };
        }),
      );
      expect(level?.pages).toBe(free?.pages);
      expect(level?.levels.length).toBeGreaterThan(10);
      expect(share(level?.levels ?? [])).toBeGreaterThan(share(free?.levels ?? []) * 2);
    } finally {
      await press.close();
    }
  });

  it('so do those of chapters that begin on a verso', async () => {
    const { bytes, messages } = await buildPdf('novel', {
      '01-渡口.md': text(1),
      '02-桥.md': text(2),
      '03.md': text(3),
      '04.md': text(4),
    });
    expect(messages.filter(({ source }) => source === 'print')).toEqual([]);
    const { pages } = await printedIn(bytes);
    const openers = pages.flatMap((runs, i) =>
      runs.some((run) => run.size > 12 && run.text.includes('章题')) ? [i] : [],
    );
    const chapters = openers.map((first, i) => ({ first, last: (openers[i + 1] ?? pages.length) - 1 }));
    const fromVerso = chapters.filter(({ first }) => first % 2 === 1);
    expect(fromVerso.length).toBeGreaterThan(0);
    expect(share(fromVerso.flatMap(({ first, last }) => levels(pages, first, last)))).toBeGreaterThan(0.75);
  });
});
