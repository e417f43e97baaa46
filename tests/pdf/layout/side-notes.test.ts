import { beforeAll, describe, expect, it } from 'vitest';
import { planPages } from '../../../src/pdf/layout/plan.ts';
import { setSideNotes } from '../../../src/pdf/layout/side-notes.ts';
import type { Measured } from '../../../src/pdf/layout/types.ts';
import { loadTemplate } from '../../../src/template/load.ts';
import { sideRoom } from '../../../src/template/side-notes.ts';
import { buildPdf } from '../build-pdf.ts';
import { type Printed, printedIn } from '../read-positions.ts';

const sentence = '各县区报来的数字先要核对，统计口径前后一致，才谈得上比较。';
const paragraph = (n: number) => `${sentence.repeat(3)}第${n}处M${n}[^${n}]${sentence.repeat(2)}`;
const notes = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `[^${from + i}]: N${from + i}注文，在页边上`).join('\n');
const chapter = (title: string, from: number, to: number) =>
  `# ${title}\n\n${Array.from({ length: to - from + 1 }, (_, i) => paragraph(from + i)).join('\n\n')}\n\n${notes(from, to)}\n`;

/** Margins of the report template, in mm. */
const [inner, outer] = [32, 30];

let pages: Printed[][];
let messages: string[];

beforeAll(async () => {
  const built = await buildPdf('plain', {
    'book.yaml': (text) => `${text}notes: { place: side }\n`,
    // The last chapter, which begins on a verso.
    '正文.md': chapter('甲', 1, 30),
    'b.md': chapter('乙', 31, 40),
    'c.md': `# 丙\n\n挤在一处M41[^41]M42[^42]M43[^43]。\n\n${notes(41, 43)}\n`,
  });
  messages = built.messages.map(({ ruleId, reason }) => `${ruleId} ${reason}`);
  ({ pages } = await printedIn(built.bytes));
});

const find = (text: RegExp) => {
  for (const [page, runs] of pages.entries()) {
    const run = runs.find((each) => text.test(each.text));
    if (run) return { page, ...run };
  }
  throw new Error(`nothing matches ${text}`);
};

describe('side notes', () => {
  it.each([1, 7, 15, 22, 30, 31, 35, 40])('stand beside the line of their mark, in the outer margin: %i', (n) => {
    const mark = find(new RegExp(`M${n}(?!\\d)`));
    const note = find(new RegExp(`N${n}(?!\\d)`));
    expect(note.page).toBe(mark.page);
    // Page 1 of the file is a recto.
    if (mark.page % 2 === 0) expect(note.left).toBeGreaterThan(210 - outer);
    else expect(note.right).toBeLessThan(outer);
    expect(Math.abs(note.baseline - mark.baseline)).toBeLessThan(4);
  });

  it('leave the text where it stands without them, on either side of the leaf', () => {
    const text = pages.map((runs) => runs.filter(({ size, text }) => Math.abs(size - 10.5) < 0.1 && text.length > 20));
    const all = [1, 15, 31, 39].map((n) => find(new RegExp(`N${n}(?!\\d)`)).page);
    expect(new Set(all.map((page) => page % 2)).size).toBe(2);
    for (const page of all)
      expect(Math.min(...(text[page] ?? []).map((run) => run.left))).toBeCloseTo(page % 2 === 0 ? inner : outer, 0);
  });

  it('follow each other where their marks stand in one line', () => {
    const at = [41, 42, 43].map((n) => find(new RegExp(`N${n}(?!\\d)`)).baseline);
    const mark = find(/M41(?!\d)/).baseline;
    expect(Math.abs((at[0] ?? 0) - mark)).toBeLessThan(4);
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThan(3);
    expect((at[2] ?? 0) - (at[1] ?? 0)).toBeGreaterThan(3);
  });

  it('are no fault', () => {
    expect(messages.filter((message) => /over-edge|crowded|unsettled/.test(message))).toEqual([]);
  });

  it('are refused where the margin is too narrow, or the text stands in columns or is vertical', async () => {
    for (const [name, reason] of [
      ['book', /切口只有 [\d.]+ mm/],
      ['paper', /分栏/],
      ['vertical', /直排/],
    ] as const)
      expect(() => sideRoom(name, { ...templates[name] })).toThrow(reason);
  });
});

const templates = Object.fromEntries(
  await Promise.all(['book', 'paper', 'vertical'].map(async (name) => [name, (await loadTemplate(name)).page])),
);

describe('setting side notes', () => {
  /** Lines of 10 px with marks at the items given; notes of the heights given. */
  function set(marks: number[], heights: number[], lines = 10): [string, number, number, boolean?][] {
    const items = Array.from({ length: lines }, (_, i) => ({
      start: i * 10,
      end: i * 10 + 10,
      before: 'auto' as const,
      lead: 0,
      tail: 0,
    }));
    const measured: Measured = {
      items,
      marks: marks.map((item, i) => ({ id: `m${i}`, note: `n${i}`, item })),
      notes: heights.map((height, i) => ({ id: `n${i}`, items: [], height, gap: 2, nested: [] })),
      separator: 0,
      row: 10,
    };
    const pages = planPages({ ...measured, notes: [] }, { pageHeight: 100, repeatNotes: false });
    const placements = pages.map((page, sheet) => ({
      ...page,
      first: page.from,
      sheet,
      blankBefore: 0,
      skipped: 0,
    }));
    return setSideNotes(measured, pages, placements, 100).map(({ id, sheet, top, crowded }) =>
      crowded ? [id, sheet, top, true] : [id, sheet, top],
    );
  }

  it('begins each beside its mark, or below the one before', () => {
    expect(set([1, 2, 6], [30, 20, 20])).toEqual([
      ['n0', 0, 10],
      ['n1', 0, 42],
      ['n2', 0, 64],
    ]);
  });

  it('moves them up where they would run out at the foot', () => {
    expect(set([6, 9], [30, 30])).toEqual([
      ['n0', 0, 38],
      ['n1', 0, 70],
    ]);
  });

  it('takes what a page cannot hold to the next, and tells of it', () => {
    expect(set([8, 9, 12], [60, 60, 10], 20)).toEqual([
      ['n0', 0, 40],
      ['n1', 1, 0, true],
      ['n2', 1, 62],
    ]);
  });
});
