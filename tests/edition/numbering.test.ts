import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildEdition } from '../../src/index.ts';
import { buildScriptSets } from '../../src/typography/scripts.ts';
import { elements, openEpub, textOf } from '../epub/contents.ts';
import { linesOf, openPdf, outlineOf, runsOf } from '../pdf/read-pdf.ts';
import { sharedWorkshop } from '../shared-workshop.ts';
import { bookFolder } from '../typeset-folder.ts';

let out: string;

async function build(name: string): Promise<{ pdf: PDFDocumentProxy; epub: Buffer }> {
  await buildEdition({ folder: bookFolder(name), out, workshop: await sharedWorkshop() });
  return { pdf: await openPdf(path.join(out, `${name}.pdf`)), epub: await readFile(path.join(out, `${name}.epub`)) };
}

/** The lines of a page from top to bottom, without spaces. */
async function pageLines(pdf: PDFDocumentProxy, index: number): Promise<string[]> {
  return linesOf(await runsOf(pdf, index)).map(({ text }) => text.replace(/\s/g, ''));
}

beforeAll(async () => {
  out = await mkdtemp(path.join(tmpdir(), 'kanben-numbering-'));
});

afterAll(() => rm(out, { recursive: true, force: true }));

describe('a book in parts', () => {
  let pdf: PDFDocumentProxy;
  let epub: Buffer;

  beforeAll(async () => {
    ({ pdf, epub } = await build('numbering'));
  });

  it('has the parts in its outline, above their chapters', async () => {
    const outline = await outlineOf(pdf);
    expect(outline.filter(({ level }) => level <= 2).map(({ title, level }) => `${level} ${title}`)).toEqual([
      '1 前言',
      '1 第一编　起步',
      '2 第一章　质量与能量',
      '2 插页',
      '1 第二编　展开，以及一个相当长的编题',
      '2 第二章　图与表',
      '1 第三章　结语',
      '1 附录 A　数据',
      '1 后记',
    ]);
    expect(outline.every(({ page }) => page > 0)).toBe(true);
    // Positive: unfolded at first.
    expect((await pdf.getOutline()).map(({ count }) => count)).toEqual([
      undefined,
      2,
      1,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('opens parts on a recto without folio or head, leaves the back blank, and counts both pages', async () => {
    const labels = (await pdf.getPageLabels()) ?? [];
    const parts = (await outlineOf(pdf)).filter(({ title }) => /编　/.test(title)).map(({ page }) => page);
    expect(parts.map((page) => labels[page])).toEqual(['1', '7']);
    for (const page of parts) {
      expect(page % 2).toBe(0);
      expect(await pageLines(pdf, page)).toEqual([
        expect.stringMatching(/^第[一二]编$/),
        expect.stringMatching(/^起步|^展开/),
      ]);
      expect(await pageLines(pdf, page + 1)).toEqual([]);
      expect(labels[page + 2]).toBe(String(Number(labels[page]) + 2));
    }
  });

  it('has the folios of parts in the contents and of figures in the lists behind them', async () => {
    const contents = await pageLines(pdf, 2);
    expect(contents).toContain('第一编起步1');
    expect(contents).toContain('第二编展开，以及一个相当长的编题7');
    expect(contents).toContain('第二章图与表9');
    expect(await pageLines(pdf, 3)).toEqual([
      '插图目录',
      '图1前言里的图iii',
      '图2插页里的图5',
      '图2-1第二章的图9',
      '图3-1结语的图10',
      '图3后记里的图12',
      '表格目录',
      '表2-1各类编号9',
      '代码目录',
      '代码1-1从1加到n3',
      '代码1-23',
      'ii',
    ]);
    const labels = (await pdf.getPageLabels()) ?? [];
    expect(await pageLines(pdf, labels.indexOf('10'))).toContain('图3-1结语的图');
  });

  it('sets the number of an equation at the right edge, the formula in the middle', async () => {
    const page = ((await pdf.getPageLabels()) ?? []).indexOf('3');
    const runs = await runsOf(pdf, page);
    const number = runs.filter(({ text }) => text.includes('（1-1）')).at(-1);
    const formula = linesOf(runs).find(
      ({ text }) => /[𝐸E]=/u.test(text.replace(/\s/g, '')) && text.includes('（1-1）'),
    );
    // 32 mm and 30 mm of margin on a recto of 210 mm, in pt.
    const [left, right] = [90.7, 595.28 - 85];
    expect(number?.x).toBeGreaterThan(right - 45);
    const first = formula?.runs[0];
    expect(first?.x).toBeGreaterThan((left + right) / 2 - 40);
    expect(first?.x).toBeLessThan((left + right) / 2);
  });

  it('has each part in a file of its own, and in the navigation with the lists', () => {
    const { documents } = openEpub(epub);
    const part = documents.get('start.xhtml');
    expect(elements(part, 'section')[0]?.attributes).toMatchObject({ 'epub:type': 'part', role: 'doc-part' });
    expect(elements(part, 'h1').map(textOf)).toEqual(['第一编　起步']);
    const nav = elements(documents.get('toc.xhtml'), 'nav');
    expect(nav.map(({ attributes }) => attributes['epub:type'])).toEqual([
      'toc',
      'loi',
      'lot',
      'landmarks',
      'page-list',
    ]);
    const lists = nav.slice(1, 3).flatMap((list) => elements(list, 'a'));
    expect(lists.map((link) => `${link.attributes.href} ${textOf(link)}`)).toEqual([
      'c01.xhtml#c01-fig1 图 1　前言里的图',
      'c03.xhtml#plain-fig 图 2　插页里的图',
      'c04.xhtml#c04-fig1 图 2-1　第二章的图',
      'c05.xhtml#fig-last 图 3-1　结语的图',
      'c07.xhtml#c07-fig1 图 3　后记里的图',
      'c04.xhtml#tbl-kinds 表 2-1　各类编号',
    ]);
    const within = elements(nav[0], 'li').find((item) => textOf(item).startsWith('第一编'));
    expect(elements(within, 'a').map(({ attributes }) => attributes.href)).toContain('c02.xhtml');
  });
});

describe('a book in Traditional Chinese', () => {
  it('shows no Simplified character in either output, and its own words', async () => {
    const { pdf, epub } = await build('traditional');
    const lines: string[] = [];
    for (let index = 0; index < pdf.numPages; index++) lines.push(...(await pageLines(pdf, index)));
    const { names, text, documents } = openEpub(epub);
    const files = names.filter((name) => /\.(xhtml|opf|ncx)$/.test(name)).map(text);
    const { simplifiedOnly } = buildScriptSets();
    const simplified = (shown: string) =>
      [...shown].filter((character) => simplifiedOnly[character.charCodeAt(0)] === 1);
    // The set is there, so silence means something.
    expect(simplified('图书编')).toEqual(['图', '书', '编']);
    const { items } = (await pdf.getOutline()).at(0) ?? { items: [] };
    const labels = (await pdf.getPageLabels()) ?? [];
    expect(simplified([...lines, ...files, ...labels, ...items.map(({ title }) => title)].join(''))).toEqual([]);
    expect(lines).toEqual(expect.arrayContaining(['目錄', '圖目錄', '第一編', '說明', '本章要點', '註釋', '附錄A']));
    expect(labels.slice(0, 2)).toEqual(['封面', '版權資訊']);
    const chapter = documents.get('c01.xhtml');
    expect(chapter && textOf(chapter)).toContain(
      '見第一編、附錄 A、第 1.2 節、圖 1-1、表 1-1、程式碼 1-1、式（1-1）。',
    );
    const list = documents.get('c03.xhtml');
    expect(list && textOf(list)).toContain('李四, 編. 趙六, 譯. [出版地不詳: 出版者不詳]');
  });
});
