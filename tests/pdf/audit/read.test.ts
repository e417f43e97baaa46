import { PDFDocument } from '@cantoo/pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPage } from '../../../src/pdf/audit/read/page.ts';
import { openTrial, type Trial } from './print-page.ts';

const body =
  '<p>天地玄黄，宇宙 ABC 洪荒。<p style="font-size:7pt;letter-spacing:1pt">日月盈昃<p style="transform:rotate(-90deg);width:4em">辰宿列张';

let trial: Trial;
beforeAll(async () => {
  trial = await openTrial(body);
});
afterAll(() => trial?.close());

describe('readPage', () => {
  it('sees the text where PDF.js sees it', async () => {
    const bytes = await trial.print(body);
    const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
    const page = await pdf.getPage(1);
    const { items } = await page.getTextContent({ disableNormalization: true });
    const [sheet] = (await PDFDocument.load(bytes)).getPages();
    if (!sheet) throw new Error('no page');
    const { glyphs, height } = readPage(sheet, new Map(), new Map(), 'horizontal-tb');
    const seen = items.flatMap((item) => ('str' in item && item.str.trim() ? [item] : []));
    expect(seen.length).toBeGreaterThan(2);
    for (const { str, transform } of seen) {
      // Each run begins with a glyph of ours, in the same place and of the same size.
      const glyph = glyphs.find(
        ({ x, y }) => Math.abs(x - transform[4]) < 0.01 && Math.abs(height - y - transform[5]) < 0.01,
      );
      expect(glyph?.text).toBe([...str][0]);
      expect(glyph?.size).toBeCloseTo(Math.hypot(transform[0], transform[1]), 1);
    }
    const plain = (text: string) => [...text.replace(/\s/g, '')].sort().join('');
    expect(plain(glyphs.map(({ text }) => text).join(''))).toBe(plain(seen.map(({ str }) => str).join('')));
    expect(
      glyphs
        .filter(({ angle }) => angle === 270)
        .map(({ text }) => text)
        .join(''),
    ).toBe('辰宿列张');
  });
});
