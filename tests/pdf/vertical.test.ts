import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { readPage } from '../../src/pdf/audit/read/page.ts';
import type { Glyph } from '../../src/pdf/audit/read/painted.ts';
import { Random } from '../layout/random.ts';
import { sentences } from '../layout/sentences.ts';
import { buildPdf } from './build-pdf.ts';
import { hasPdftotext, pagesInPdfJs, pagesInPoppler } from './whole-text.ts';

const mm = 25.4 / 72;
/** The pages of the last chapter. */
const chancePages = 3;
const pitch = 19.5 * mm;

/** Sentences with marks, names and emphasis where they may be: what lines end and begin with is left to chance. */
const chance = `# 行

${Array.from({ length: 10 }, (_, i) => sentences(new Random(i), 6, 9)).join('\n\n')}
`;

describe('a vertical book', () => {
  let bytes: Uint8Array;
  let pdf: PDFDocumentProxy;
  let labels: (string | null)[] = [];
  beforeAll(async () => {
    const built = await buildPdf('vertical', { '03-行.md': chance });
    expect(built.messages.filter(({ fatal }) => fatal)).toEqual([]);
    bytes = new Uint8Array(built.bytes);
    pdf = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
    labels = (await pdf.getPageLabels()) ?? [];
  });

  /** The characters of the page with this label, in the order of the file: from the left and from the head of the page, in mm; sizes in pt. */
  async function charactersOf(label: string) {
    const page = await pdf.getPage(labels.indexOf(label) + 1);
    const [x = 0, , , top = 0] = page.view;
    const { items } = await page.getTextContent();
    return items.flatMap((item) =>
      'str' in item && item.str.trim() !== ''
        ? [
            {
              text: item.str,
              x: (item.transform[4] - x) * mm,
              y: (top - item.transform[5]) * mm,
              size: item.transform[3],
            },
          ]
        : [],
    );
  }

  /** Han characters of the body. */
  async function bodyOf(label: string) {
    return (await charactersOf(label)).filter(
      ({ text, size }) => Math.abs(size - 11) < 0.1 && /^\p{Script=Han}$/u.test(text),
    );
  }

  it('has the text in order, as the manuscript but for quotation marks', async () => {
    const text = (await charactersOf('1')).map((each) => each.text).join('');
    expect(text).toContain('天还没有亮，渡口已经有人说话。船家把缆绳一圈一圈盘好');
    expect(text).toContain('『今天风小，走得稳。』');
    expect(text).toContain('我在城里住了12年，搬过5次家');
  });

  it.skipIf(!hasPdftotext)(
    'has it in another reader too: no vertical forms, on every page in the same order',
    async () => {
      const pages = await pagesInPoppler(bytes);
      expect(pages).toEqual(await pagesInPdfJs(bytes));
      expect(pages.join('')).not.toMatch(/[\u2E80-\u2FDF\uFE10-\uFE19\uFE30-\uFE4F]/);
    },
  );

  it('runs 40 characters down the page, and its lines from right to left on the grid', async () => {
    for (const label of ['4', '8']) {
      const characters = await bodyOf(label);
      const lines = [...new Set(characters.map(({ x }) => x.toFixed(1)))].map(Number);
      expect(lines.length).toBeGreaterThan(8);
      expect([...lines].sort((a, b) => b - a)).toEqual(lines);
      // Lines stand on whole CSS px (0.26 mm).
      for (const x of lines)
        expect(Math.abs(((lines[0] ?? 0) - x) % pitch) < 0.3 || pitch - (((lines[0] ?? 0) - x) % pitch) < 0.3).toBe(
          true,
        );
      const heads = characters.map(({ y }) => y);
      expect(Math.min(...heads)).toBeGreaterThan(29);
      expect(Math.max(...heads)).toBeLessThan(29 + 440 * mm + 0.5);
    }
  });

  it('is bound on the right: the first line of a recto is 25 mm from the spine', async () => {
    const [recto, verso] = [await bodyOf('9'), await bodyOf('8')];
    // From the left edge of the character.
    expect(Math.max(...recto.map(({ x }) => x))).toBeCloseTo(148 - 25 - 11 * mm, 0);
    const outer = 148 - 25 - (15 * 19.5 - 8.5) * mm;
    expect(Math.max(...verso.map(({ x }) => x))).toBeCloseTo(148 - outer - 11 * mm, 0);
  });

  /** The lines of the chapter of sentences, each with its characters from the head of the page; in pt. */
  async function chanceLines() {
    const document = await PDFDocument.load(bytes, { updateMetadata: false });
    return document
      .getPages()
      .slice(-chancePages)
      .flatMap((page) => {
        const lines = new Map<number, Glyph[]>();
        for (const glyph of readPage(page, new Map(), new Map(), 'vertical-rl').glyphs) {
          if (Math.abs(glyph.size - 11) > 0.1) continue;
          const place = [...lines.keys()].find((across) => Math.abs(across - glyph.across) < 8) ?? glyph.across;
          lines.set(place, [...(lines.get(place) ?? []), glyph]);
        }
        return [...lines.values()].map((line) => line.sort((one, other) => one.start - other.start));
      });
  }

  it('begins no line with a mark that closes, and ends none with one that opens', async () => {
    const lines = await chanceLines();
    expect(lines.length).toBeGreaterThan(25);
    expect(lines.filter(([first]) => /^[，。、；：！？』」》）…·]/.test(first?.text ?? ''))).toEqual([]);
    expect(lines.filter((line) => /[『「《（]$/.test(line.at(-1)?.text ?? ''))).toEqual([]);
  });

  it('gives a mark at the end of a line half a cell (GB/T 15834—2011, 5.1.10)', async () => {
    const lines = await chanceLines();
    const ends = lines.map((line) => line.at(-1) as Glyph);
    const foot = Math.max(...ends.filter(({ text }) => /\p{Script=Han}/u.test(text)).map(({ end }) => end));
    // The cell of the mark goes on beyond the line by half.
    const full = ends.filter(({ text, start }) => /[，。、》）』]/.test(text) && start > foot - 11);
    expect(full.length).toBeGreaterThan(1);
    for (const { start } of full) expect(Math.abs(start + 5.5 - foot)).toBeLessThan(1);
  });

  it('has the dots of emphasis on the right of their characters (CLREQ 3.5.1)', async () => {
    const document = await PDFDocument.load(bytes, { updateMetadata: false });
    const last = document.getPages().slice(-chancePages);
    const pages = last.map((page) => readPage(page, new Map(), new Map(), 'vertical-rl'));
    const dots = pages.flatMap(({ paints, glyphs }) =>
      paints
        .filter(({ kind, left, right, top, bottom }) => kind === 'shape' && right - left < 3 && bottom - top < 3)
        .map(({ left, right, top, bottom }) => {
          const [x, y] = [(left + right) / 2, (top + bottom) / 2];
          return glyphs.some((glyph) => {
            const beside = x - (glyph.x + glyph.advance);
            return beside > 0.5 && beside < 3 && Math.abs((glyph.start + glyph.end) / 2 - y) < 5;
          });
        }),
    );
    expect(dots.length).toBeGreaterThan(5);
    expect(dots).not.toContain(false);
  });

  it('has heads and folios lying across, at the outer side', async () => {
    const small = async (label: string) => (await charactersOf(label)).filter(({ y }) => y < 27 || y > 186);
    const [verso, recto] = [await small('4'), await small('5')];
    const words = (page: typeof verso) => page.map(({ text }) => text).join('');
    expect(words(verso)).toMatch(/渡口旧事/);
    expect(words(verso)).toMatch(/4$/);
    expect(words(recto)).toMatch(/第一章/);
    for (const { x } of verso) expect(x).toBeGreaterThan(100);
    for (const { x } of recto) expect(x).toBeLessThan(50);
  });

  it('tells readers to turn its pages from right to left', async () => {
    const doc = await PDFDocument.load(bytes, { updateMetadata: false });
    const preferences = doc.catalog.lookup(PDFName.of('ViewerPreferences'), PDFDict);
    expect(preferences.get(PDFName.of('Direction'))).toBe(PDFName.of('R2L'));
  });
});
