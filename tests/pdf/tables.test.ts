import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildEdition } from '../../src/edition/build.ts';
import { buildEpub } from '../epub/build.ts';
import { openEpub } from '../epub/contents.ts';
import { sharedWorkshop } from '../shared-workshop.ts';
import { bookFolder } from '../typeset-folder.ts';
import { linesOf, openPdf, type Run, runsOf } from './read-pdf.ts';

let out: string;
let pdf: PDFDocumentProxy;
let pages: Run[][];

beforeAll(async () => {
  out = await mkdtemp(path.join(tmpdir(), 'kanben-tables-'));
  await buildEdition({ folder: bookFolder('tables'), out, formats: ['pdf'], workshop: await sharedWorkshop() });
  pdf = await openPdf(path.join(out, 'tables.pdf'));
  pages = [];
  for (let i = 0; i < pdf.numPages; i++) pages.push(await runsOf(pdf, i));
});

afterAll(() => rm(out, { recursive: true, force: true }));

function lines(page: Run[]): string[] {
  return linesOf(page).map(({ text }) => text);
}

describe('a column of numbers', () => {
  it('has its decimal points one above the other, and its numbers whole', () => {
    const page = pages.find((runs) => lines(runs).some((line) => line.includes('列宽与小数点'))) ?? [];
    const rows = linesOf(page).filter(({ text }) => /^第[一二]产业|^其中/.test(text));
    expect(rows.map(({ text }) => text.replaceAll(' ', ''))).toEqual([
      '第一产业41.50.77%种植与养殖',
      '第二产业2,180.2540.2%——',
      '其中：金融−3.125—按新口径',
    ]);
    // The fraction is a run of its own, which begins at the point.
    const points = rows.map(({ runs }) => runs.find(({ text }) => /^\.\d+$/.test(text))?.x ?? Number.NaN);
    expect(Math.max(...points) - Math.min(...points)).toBeLessThan(0.2);
    const percents = rows.flatMap(({ runs }) => runs.filter(({ text }) => /^\.\d+%$/.test(text)).map(({ x }) => x));
    expect(percents).toHaveLength(2);
    expect(Math.abs((percents[0] ?? 0) - (percents[1] ?? 99))).toBeLessThan(0.2);
  });
});

describe('a long table', () => {
  it('repeats its head and says 续表 with its unit on each page that it goes on to', () => {
    const first = pages.findIndex((runs) => lines(runs).some((line) => line.startsWith('表 1-5')));
    const continued = pages.flatMap((runs, i) => (lines(runs).some((line) => line.startsWith('续表 1-5')) ? [i] : []));
    expect(continued.length).toBeGreaterThan(1);
    expect(continued).toEqual(continued.map((_, i) => first + 1 + i));
    for (const i of continued) {
      const [, line = '', head = ''] = lines(pages[i] ?? []);
      expect(line.replaceAll(' ', '')).toBe('续表1-5单位：万元');
      expect(head.replaceAll(' ', '')).toBe('序号企业年份营业收入同比从业人员');
    }
    expect(lines(pages[first] ?? []).join('\n')).not.toContain('续表');
    // Each row stands once, and the table begins where its caption stands.
    const rows = pages.flatMap(lines).flatMap((line) => /第 ?(\d+) ?家企业/.exec(line)?.[1] ?? []);
    expect(rows).toEqual(Array.from({ length: 100 }, (_, i) => String(i + 1)));
    expect(lines(pages[first] ?? []).join('\n')).toMatch(/第 ?1 ?家企业/);
  });
});

describe('a turned table', () => {
  it('stands on its own page with folio, its text running upwards', async () => {
    const index = pages.findIndex((runs) => runs.some(({ text }) => text.includes('横放的宽表')));
    const page = await pdf.getPage(index + 1);
    const { items } = await page.getTextContent();
    const caption = items.find((item) => 'str' in item && item.str.includes('横放的宽表'));
    const [a, b] = caption && 'transform' in caption ? caption.transform : [];
    expect(Math.abs(a)).toBeLessThan(0.01);
    expect(b).toBeGreaterThan(1);
    const texts = items.flatMap((item) => ('str' in item ? item.str : []));
    expect(texts.join('')).toContain('社会消费品零售总额');
    expect(texts).toContain(String(index - 3));
  });
});

describe('in the EPUB', () => {
  it('merged cells head their groups, widths and fractions are styles, and nothing is wrong', {
    timeout: 120_000,
  }, async () => {
    const bytes = await buildEpub('tables');
    const xhtml = openEpub(bytes).text('OEBPS/c01.xhtml');
    const [table = ''] = /<figure class="table" id="tbl-span">.*?<\/figure>/s.exec(xhtml) ?? [];
    expect(table).toContain('<table class="grid">');
    expect(table.match(/<colgroup>/g)).toHaveLength(3);
    expect(table).toMatch(/<th rowspan="2" scope="col">地区<\/th>/);
    expect(table).toMatch(/<th class="align-center" colspan="2" scope="colgroup">产值<\/th>/);
    expect(table).toMatch(/<th rowspan="2" scope="rowgroup">市区<\/th>/);
    expect(table.match(/<tbody>/g)).toHaveLength(2);
    expect(table).toMatch(/<td class="align-right" colspan="2">0\.5万人<\/td>/);
    expect(xhtml).toMatch(/12<span class="fraction" style="width: [\d.]+em">\.5<\/span>/);
    expect(xhtml).toMatch(/<col style="width: 50%"\/>/);
    expect(xhtml).toMatch(/<td>&lt;<\/td><td>小于|<td>&#x3C;<\/td>/);
    expect(xhtml).toMatch(/<p class="units">单位：亿元<\/p>\s*<table>/);
    expect(xhtml).toContain('5,900<span');
    expect(xhtml).toContain('1\u202f680');
  });
});
