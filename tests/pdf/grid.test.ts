import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildPdf } from './build-pdf.ts';

/** A run of print: from the left edge of its first character to the right edge of its last, and its baseline, in mm. */
interface Printed {
  text: string;
  left: number;
  right: number;
  /** From the head of the page. */
  baseline: number;
  /** pt. */
  size: number;
}

const mm = 25.4 / 72;

async function pagesOf(pdf: PDFDocumentProxy): Promise<Printed[][]> {
  const pages: Printed[][] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const [x = 0, , , top = 0] = page.view;
    const { items } = await page.getTextContent();
    pages.push(
      items.flatMap((item) =>
        'str' in item && item.str.trim() !== ''
          ? [
              {
                text: item.str,
                left: (item.transform[4] - x) * mm,
                right: (item.transform[4] - x + item.width) * mm,
                baseline: (top - item.transform[5]) * mm,
                size: item.transform[3],
              },
            ]
          : [],
      ),
    );
  }
  return pages;
}

describe('official layout (GB/T 9704)', () => {
  let pages: Printed[][] = [];
  const leading = (225 - 16 * mm) / 21;
  /** The baseline of a line from 0: the em box of the bundled fonts has 0.88 em above it. */
  const baseline = (line: number) => 37 + 0.88 * 16 * mm + line * leading;

  /** Chromium sets the baseline of a line on a whole CSS px (0.26 mm), rounded towards the head. */
  const offBy = (distance: number) => distance < -0.34 || distance > 0.1;

  beforeAll(async () => {
    const { bytes } = await buildPdf('official');
    pages = await pagesOf(await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise);
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
    expect(plain.length).toBeGreaterThan(1);
    for (const { text, left, right } of plain) expect((right - left) / text.length).toBeCloseTo(156 / 28, 1);
    for (const page of [0, 1]) {
      const left = page === 0 ? 28 : 26;
      const starts = body(pages[page] ?? []).map((run) => run.left);
      const ends = body(pages[page] ?? []).map((run) => run.right);
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
