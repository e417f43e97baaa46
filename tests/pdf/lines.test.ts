import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { bookFolder } from '../typeset-folder.ts';
import { buildPdf } from './build-pdf.ts';
import { type GlyphLine, glyphLines, glyphsOf } from './read-glyphs.ts';

/** The type size of the template's text. A line has 40 cells. */
const em = 10.5;
/** The edges of the type area on a recto: Chromium rounds its width up to whole px. */
let left: number;
let right: number;

let ends: GlyphLine[];
let starts: GlyphLine[];
let widths: GlyphLine[];
let edges: GlyphLine[];
let strict: GlyphLine[];
let hanging: GlyphLine[];
let copied: string[];

async function linesOfPages(pdf: PDFDocumentProxy): Promise<GlyphLine[][]> {
  const pages: GlyphLine[][] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const all = glyphLines(await glyphsOf(await pdf.getPage(number)), em);
    pages.push(all.filter(({ glyphs }) => glyphs.length >= 3));
  }
  return pages;
}

/** All text as PDF.js gives it to copy, without the ends of lines. */
async function textOf(pdf: PDFDocumentProxy): Promise<string> {
  let text = '';
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    text += items.map((item) => ('str' in item ? item.str : '')).join('');
  }
  return text;
}

/** As the text rules have it: quotation marks are those of the mainland. */
function typed(text: string): string {
  return text.replace(/[「『]/g, '“').replace(/[」』]/g, '”');
}

const open = (bytes: Buffer) => getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;

beforeAll(async () => {
  const usual = await open((await buildPdf('lines')).bytes);
  const plain = await linesOfPages(usual);
  [ends, starts, widths] = plain.slice(4) as [GlyphLine[], GlyphLine[], GlyphLine[]];
  edges = plain.slice(7).flat();
  // Without a mark, the first line of a paragraph has 38 characters behind its indent.
  const full = line(edges, '藏闰余成岁律吕调阳云腾致雨露结为霜金生丽');
  left = edges.find(({ text }) => text.startsWith('王先生'))?.glyphs[0]?.x ?? 0;
  right = (full.glyphs.at(-1)?.x ?? 0) + em;
  const other = await open(
    (
      await buildPdf('lines', {
        'book.yaml': (text) => `${text}pdf: { lines: { edges: strict, hanging: true, openings: full } }\n`,
      })
    ).bytes,
  );
  const changed = await linesOfPages(other);
  copied = [await textOf(usual), await textOf(other)];
  hanging = changed[4] ?? [];
  strict = changed.slice(7).flat();
});

/** From the start of a cell to the start of the next, in em; the marks of the font fill a cell, their ink is in one half. */
function steps({ glyphs }: GlyphLine): string[] {
  return glyphs.slice(1).map((glyph, i) => `${glyphs[i]?.text}${((glyph.x - (glyphs[i]?.x ?? 0)) / em).toFixed(2)}`);
}

/** The line that holds this text. */
function line(lines: GlyphLine[], text: string): GlyphLine {
  const found = lines.find((each) => each.text.includes(text));
  if (!found) throw new Error(`no line has ${text}`);
  return found;
}

describe('a full-width mark at the end of a line (GB/T 15834—2011, 5.1.10)', () => {
  it.each([...'，。、；：？！”）》】〕'])('%s takes half a cell, flush with the edge', (mark) => {
    const ending = ends.filter(({ text, glyphs }) => text.endsWith(mark) && (glyphs.at(-1)?.x ?? 0) > right - em);
    expect(ending.length).toBeGreaterThan(0);
    for (const { glyphs } of ending) expect((glyphs.at(-1)?.x ?? 0) + em / 2).toBeCloseTo(right, 0);
  });

  it('leaves 40 characters a line: every one stands in its place of the grid', () => {
    const full = starts.filter(({ text }) => /^\p{Script=Han}{38}$/u.test(text));
    expect(full.length).toBe(7);
    for (const { glyphs } of full) {
      for (const [i, { x }] of glyphs.entries())
        expect((x - (starts[0]?.glyphs[0]?.x ?? 0)) / em).toSatisfy((cell: number) => Math.abs(cell - i) < 0.1);
    }
  });
});

describe('an opening mark', () => {
  it.each([...'“（《【〔'])('%s takes half a cell at the start of a line', (mark) => {
    const starting = starts.filter(({ text }) => text.startsWith(mark));
    expect(starting.length).toBeGreaterThan(0);
    const edge = (starts[0]?.glyphs[0]?.x ?? 0) - 2 * em;
    for (const { glyphs } of starting) {
      // Its ink is in the second half of the cell, which begins half a cell outside.
      expect(glyphs[0]?.x).toBeCloseTo(edge - em / 2, 0);
      expect(glyphs[1]?.x).toBeCloseTo(edge + em / 2, 0);
    }
  });

  it('takes half a cell where a paragraph begins, or a whole one if the book wants it', () => {
    const first = line(ends, '（天地）黄');
    expect(first.glyphs[1]?.x).toBeCloseTo(left + 2.5 * em, 0);
    expect(line(hanging, '（天地）黄').glyphs[1]?.x).toBeCloseTo(left + 3 * em, 0);
  });
});

describe('marks that meet', () => {
  it.each([
    ['甲，“乙', '甲1.00 ，0.50 “1.00'],
    ['（《乙', '（0.50 《1.00'],
    ['》）丙', '》0.50 ）1.00'],
    ['’”。丙', '’0.50 ”0.50 。1.00'],
    ['甲：（乙', '甲1.00 ：0.50 （1.00'],
  ])('%s: two take one cell and a half', (text, expected) => {
    expect(steps(line(widths, text)).join(' ')).toContain(expected);
  });

  it('alone fill a cell', () => {
    expect(steps(line(widths, '甲，乙。')).join(' ')).toBe(
      '甲1.00 ，1.00 乙1.00 。1.00 丙1.00 、1.00 丁1.00 ；1.00 戊1.00 ：1.00 己1.00 ？1.00 庚1.00 ！1.00',
    );
  });

  it('？！ fills one cell, ！！！ two (5.1.2)', () => {
    const placed = steps(line(widths, '甲？！乙'));
    expect(placed.slice(0, 9).join(' ')).toBe('甲1.00 ？0.50 ！0.50 乙1.00 ！0.50 ！0.50 丙1.00 ！0.50 ！0.50');
    expect(placed[9]).toBe('！1.00');
  });
});

describe('other widths', () => {
  it('an interpunct takes half a cell (5.1.7)', () => {
    const { glyphs } = line(widths, '卡尔·马克思');
    expect(((glyphs[3]?.x ?? 0) - (glyphs[1]?.x ?? 0)) / em).toBeCloseTo(1.5, 2);
  });

  it('a dash and an ellipsis take two cells, a single dash one (5.1.4 to 5.1.6)', () => {
    const { glyphs } = line(widths, '甲——乙');
    const at = (text: string) => glyphs.find((glyph) => glyph.text.startsWith(text))?.x ?? 0;
    expect((at('乙') - at('——')) / em).toBeCloseTo(2, 2);
    expect((at('丙') - at('…')) / em).toBeCloseTo(2, 2);
    const dash = glyphs.find(({ text }) => text === '—');
    expect(dash?.width).toBe(1);
  });

  it('an ideographic space of the author’s stays as wide and is copied as such', () => {
    expect(steps(line(widths, '甲　乙'))).toEqual(['甲1.00', '　1.00']);
  });

  it('an apostrophe and what is Latin stay Latin', () => {
    const { glyphs } = line(widths, 'It’s');
    expect(glyphs[2]?.width).toBeLessThan(0.5);
  });
});

describe('the edges of lines', () => {
  it('no connector, interpunct or solidus begins a line, and no solidus ends one (5.1.6, 5.1.7, 5.1.9)', () => {
    for (const mark of '～·／') expect(line(edges, mark).text).not.toMatch(new RegExp(`^${mark}`));
    for (const { text } of edges) expect(text).not.toMatch(/[～·／—]$|^[～·／—](?!—)/);
  });

  it('a dash begins a line, but not at the strict level', () => {
    expect(edges.some(({ text }) => text.startsWith('——'))).toBe(true);
    expect(strict.some(({ text }) => text.startsWith('—'))).toBe(false);
    expect(line(strict, '——').text).toContain('——');
  });

  it.each(['第3章', '3.5亿元', '王先生', '2025年', '12—'])('%s stays in one line', (kept) => {
    expect(line(edges, kept).text.startsWith(kept)).toBe(true);
  });

  it('the mark of a note stays with its word', () => {
    const marked = edges.find(({ text }) => text.startsWith('玉辰宿'));
    expect(marked).toBeDefined();
  });

  it('no paragraph ends with a single character in a line', () => {
    expect(line(edges, '昆甲。').text).toBe('昆甲。');
    expect(line(edges, '巨甲。').text).toBe('巨甲。');
  });

  it('a long address is broken behind its strokes and fills the line', () => {
    const first = line(edges, '见https://');
    expect(first.text).toMatch(/\/$/);
    expect(first.glyphs.at(-1)?.x).toBeGreaterThan(right - 3 * em);
  });
});

describe('hanging marks', () => {
  it.each([...'，。、'])('%s at the end of a line stands outside the type area', (mark) => {
    const ending = hanging.filter(({ text, glyphs }) => text.endsWith(mark) && (glyphs.at(-1)?.x ?? 0) > right - em);
    expect(ending.length).toBeGreaterThan(0);
    for (const { glyphs } of ending) expect(Math.abs((glyphs.at(-1)?.x ?? 0) - right)).toBeLessThan(1);
  });

  it('fill a cell within the line', () => {
    const { glyphs } = line(strict, '结为霜金，见');
    const at = glyphs.findIndex(({ text }) => text === '，');
    const [before, mark, after] = glyphs.slice(at - 1, at + 2).map(({ x }) => x / em) as [number, number, number];
    expect(after - mark).toBeGreaterThan(0.9);
    expect(after - before).toBeCloseTo(2, 0);
  });
});

describe('a grid that is spread or drawn in', () => {
  it('keeps its characters a line, marks and all: 28 in 156 mm (GB/T 9704—2012, 5.2)', async () => {
    const built = await buildPdf('lines', { 'book.yaml': (text) => `${text}template: official\n` });
    const pdf = await open(built.bytes);
    const pitch = ((156 / 25.4) * 72) / 28;
    const pages = await Promise.all(
      Array.from({ length: pdf.numPages }, async (_, i) => glyphLines(await glyphsOf(await pdf.getPage(i + 1)), 16)),
    );
    const full = pages
      .flat()
      .filter(({ text }) => /^\p{Script=Han}{3,}[，。、；：？！]\p{Script=Han}{3,}$/u.test(text));
    const whole = full.filter(({ glyphs }) => glyphs.length === 28);
    expect(whole.length).toBeGreaterThan(3);
    for (const { glyphs } of whole) {
      const start = glyphs[0]?.x ?? 0;
      for (const [i, { x }] of glyphs.entries()) expect(Math.abs((x - start) / pitch - i)).toBeLessThan(0.1);
    }
  });
});

describe('copied text', () => {
  it('has nothing that was put in for the lines', () => {
    const all = [...ends, ...starts, ...widths, ...edges, ...strict, ...hanging].map(({ text }) => text).join('');
    expect(all).not.toMatch(/[\u2000-\u200F\u2028-\u202F\u2060\uFEFF\uE000-\uF8FF]/u);
  });

  it.each(['标点.md', '禁则.md'])('is the manuscript’s, paragraph by paragraph: %s', async (file) => {
    const written = await readFile(path.join(bookFolder('lines'), file), 'utf8');
    const paragraphs = written.split('\n\n').filter((each) => /^[^#\w\s[*]+$/.test(each.trim()));
    expect(paragraphs.length).toBeGreaterThan(5);
    for (const text of copied) {
      const lost = paragraphs.filter((each) => !text.includes(typed(each.trim())));
      expect(lost).toEqual([]);
    }
  });
});
