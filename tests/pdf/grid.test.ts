import { beforeAll, describe, expect, it } from 'vitest';
import { buildPdf } from './build-pdf.ts';
import { type Printed, printedIn } from './read-positions.ts';

const mm = 25.4 / 72;

describe('official layout (GB/T 9704)', () => {
  let pages: Printed[][] = [];
  const leading = (225 - 16 * mm) / 21;
  /** The baseline of a line from 0: the em box of the bundled fonts has 0.88 em above it. */
  const baseline = (line: number) => 37 + 0.88 * 16 * mm + line * leading;

  /** Chromium sets the baseline of a line on a whole CSS px (0.26 mm), rounded towards the head. */
  const offBy = (distance: number) => distance < -0.34 || distance > 0.1;

  beforeAll(async () => {
    const { bytes } = await buildPdf('official');
    ({ pages } = await printedIn(bytes));
  });

  const body = (page: Printed[]) => page.filter(({ size }) => Math.abs(size - 16) < 0.1);

  it('has 22 lines that fill 225 mm below a head of 37 mm', () => {
    const full = pages.map((page) => [...new Set(body(page).map((run) => run.baseline.toFixed(1)))]);
    const longest = full
      .reduce((a, b) => (b.length > a.length ? b : a))
      .map(Number)
      .sort((a, b) => a - b);
    expect(longest).toHaveLength(22);
    for (const [line, at] of longest.entries()) expect(offBy(at - baseline(line))).toBe(false);
  });

  it('has every line of the body on the grid, on both sides of the leaf', () => {
    const off = pages.flatMap((page) =>
      body(page).filter((run) => offBy(run.baseline - baseline(Math.round((run.baseline - baseline(0)) / leading)))),
    );
    expect(pages.length).toBeGreaterThan(2);
    expect(off).toEqual([]);
  });

  it('has 28 characters in 156 mm, 28 mm from the spine', () => {
    const plain = pages.flatMap((page) => body(page).filter(({ text }) => /^\p{Script=Han}{10,}$/u.test(text)));
    expect(plain.length).toBeGreaterThan(0);
    // A line is justified: its characters may stand a little further apart.
    for (const { text, left, right } of plain) {
      expect((right - left) / text.length).toBeGreaterThan(156 / 28 - 0.1);
      expect((right - left) / text.length).toBeLessThan(156 / 28 + 0.25);
    }
    for (const page of [0, 1]) {
      const left = page === 0 ? 28 : 26;
      // Opening marks at line starts have their empty half outside it.
      const starts = body(pages[page] ?? []).flatMap(({ text, left }) => (/^\p{Script=Han}/u.test(text) ? [left] : []));
      // Marks at line ends bring a space that hangs over the edge.
      const han = body(pages[page] ?? []).filter(({ text }) => /\p{Script=Han}$/u.test(text));
      const ends = han.map((run) => run.right);
      expect(Math.abs(Math.min(...starts) - left)).toBeLessThan(0.2);
      expect(Math.abs(Math.max(...ends) - left - 156)).toBeLessThan(0.3);
    }
  });

  it('has the folio between dashes at the outer side, a character in', () => {
    const folios = pages.map((page) => page.filter(({ size }) => Math.abs(size - 14) < 0.1));
    expect(folios.map((runs) => runs.map((run) => run.text).join(''))).toEqual(
      pages.map((_, index) => `— ${index + 1} —`),
    );
    expect(Math.max(...(folios[0] ?? []).map((run) => run.right))).toBeCloseTo(210 - 26 - 16 * mm, 0);
    expect(Math.min(...(folios[1] ?? []).map((run) => run.left))).toBeCloseTo(26 + 16 * mm, 0);
  });
});

describe('a text book', () => {
  let pages: Printed[][] = [];
  let labels: string[] = [];
  beforeAll(async () => {
    ({ pages, labels } = await printedIn((await buildPdf('novel')).bytes));
  });

  const textOf = (runs: Printed[]) => runs.map(({ text }) => text).join('');
  const page = (label: string) => pages[labels.indexOf(label)] ?? [];
  const head = (label: string) => textOf(page(label).filter(({ baseline }) => baseline < 20));
  const foot = (label: string) => textOf(page(label).filter(({ baseline }) => baseline > 187));

  it('has every line of the text on the grid, whatever stands between them, on both sides of the leaf', () => {
    const leading = 17.25 * mm;
    const first = 22 + 0.88 * 10.5 * mm;
    let lines = 0;
    const off = labels.flatMap((label, index) => {
      if (!/^\d+$/.test(label)) return [];
      // Paragraphs; not code, captions and what else has a size or place of its own.
      const text = (pages[index] ?? []).filter(({ text, size }) => Math.abs(size - 10.5) < 0.1 && text.length > 8);
      lines += text.length;
      return text.filter(({ baseline }) => {
        const at = (baseline - first) / leading;
        return Math.abs(at - Math.round(at)) * leading > 0.35;
      });
    });
    expect(lines).toBeGreaterThan(80);
    expect(off).toEqual([]);
  });

  it('has the same margins at the spine on both sides', () => {
    const text = (label: string) => page(label).filter(({ size }) => Math.abs(size - 10.5) < 0.1);
    expect(Math.min(...text('3').map(({ left }) => left))).toBeCloseTo(21, 0);
    expect(Math.min(...text('2').map(({ left }) => left))).toBeCloseTo(140 - 21 - 27 * 10.5 * mm, 0);
  });

  it('has the book on versos and the chapter on rectos, no head where a chapter opens, nothing on blanks', () => {
    expect([head('1'), head('2'), head('3')]).toEqual(['', '渡口旧事', '第一章渡口']);
    const blank = labels.indexOf('ii');
    expect(pages[blank]).toEqual([]);
  });

  it('prints the folio that the page is labelled with: roman in front, from 1 in the body', () => {
    expect(labels.slice(2, 6)).toEqual(['i', 'ii', '1', '2']);
    for (const label of ['i', '1', '2', '3']) expect(foot(label)).toBe(label);
    const at = (label: string) => page(label).find(({ baseline }) => baseline > 187)?.left;
    expect(at('2')).toBeLessThan(40);
    expect(at('3')).toBeGreaterThan(100);
  });
});

describe('two columns', () => {
  let pages: Printed[][] = [];
  beforeAll(async () => {
    ({ pages } = await printedIn((await buildPdf('two-columns')).bytes));
  });

  const body = (page: Printed[]) => page.filter(({ size }) => Math.abs(size - 9.5) < 0.1);
  const columns = (page: Printed[]) => [
    body(page).filter(({ left }) => left < 104),
    body(page).filter(({ left }) => left > 104),
  ];

  it('stand on one grid', () => {
    const leading = 15 * mm;
    const first = body(pages[0] ?? []).at(-1)?.baseline ?? 0;
    const lines = columns(pages[0] ?? [])
      .flat()
      .filter(({ text, left }) => text.length > 8 && left < 200);
    expect(lines.length).toBeGreaterThan(30);
    for (const { baseline } of lines) {
      const at = (baseline - first) / leading;
      expect(Math.abs(at - Math.round(at)) * leading).toBeLessThan(0.35);
    }
  });

  it('are of nearly the same depth on the last page', () => {
    const [one = [], two = []] = columns(pages.at(-1) ?? []).map((column) =>
      column.filter(({ baseline }) => baseline > 27 && baseline < 275).map(({ baseline }) => baseline),
    );
    expect(one.length).toBeGreaterThan(4);
    expect(Math.abs(Math.max(...one) - Math.max(...two))).toBeLessThan(5 * 15 * mm);
  });
});
