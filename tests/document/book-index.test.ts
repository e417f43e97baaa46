import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeEpub } from '../../src/epub/index.ts';
import { buildEdition } from '../../src/index.ts';
import { assembleText } from '../assemble-text.ts';
import { typesetBook } from '../epub/build.ts';
import { openPdf, pageOf, runsOf } from '../pdf/read-pdf.ts';
import { sharedWorkshop } from '../shared-workshop.ts';
import { bookFolder } from '../typeset-folder.ts';

let out: string;
let pdf: PDFDocumentProxy;
/** The words of each page without spaces, by folio; the pages of index, contents and cover are left out. */
let pages: Map<string, string>;
/** Entries as printed: what stands before the em space, and all that stands behind. */
let entries: Map<string, string>;
let last: number;

beforeAll(async () => {
  out = await mkdtemp(path.join(tmpdir(), 'kanben-index-'));
  await buildEdition({ folder: bookFolder('index'), out, workshop: await sharedWorkshop() });
  pdf = await openPdf(path.join(out, 'index.pdf'));
  const labels = (await pdf.getPageLabels()) ?? [];
  last = pdf.numPages - 1;
  const contents = labels.indexOf('i');
  pages = new Map();
  for (let index = contents + 1; index < last; index++) {
    // Emphasis is a dot for each character. Running heads hold the titles of chapters, and the words in them.
    const runs = (await runsOf(pdf, index)).filter(({ y }) => y < 841.89 - 75);
    pages.set(
      labels[index] ?? '',
      runs
        .map(({ text }) => text)
        .join('')
        .replace(/[\s•]/g, ''),
    );
  }
  entries = new Map();
  for (const line of await columnLines(last)) {
    const [headword = '', ...rest] = line.split(/\s*\u3000\s*/);
    entries.set(headword.trim(), rest.join(' ').trim());
  }
});
afterAll(() => rm(out, { recursive: true }));

/** The lines of a page in two columns, with their spaces; PDF.js gives an em space as a wide plain one. */
async function columnLines(index: number): Promise<string[]> {
  const { items } = await (await pdf.getPage(index + 1)).getTextContent();
  const lines = new Map<string, string>();
  for (const item of items) {
    if (!('str' in item) || item.str === '') continue;
    const [x, y] = [Number(item.transform[4]), Number(item.transform[5])];
    const line = `${x < 300 ? 1 : 2} ${String(Math.round((1000 - y) / 4)).padStart(3, '0')}`;
    lines.set(line, (lines.get(line) ?? '') + (item.str === ' ' && item.width > 4 ? '\u3000' : item.str));
  }
  return [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
}

/** 1, 3–5 → 1, 3, 4, 5. */
function expand(folios: string): string[] {
  return folios.split(', ').flatMap((one) => {
    const [from, to] = one.split('–');
    if (!from || !to) return [one];
    const all = [...pages.keys()];
    return all.slice(all.indexOf(from), all.indexOf(to) + 1);
  });
}

describe('the printed index', () => {
  /** What to look for in the text, where it is not the headword. */
  const shown: Record<string, string> = {
    古称: '并州',
    人口: '人口甲',
    隐藏: '隐形词',
    开头: '开头词',
    独段: '独段的词',
    起: '独段的词',
    标题里: '二节',
  };

  it('has for every entry just the pages on which its word stands', () => {
    let checked = 0;
    for (const [headword, rest] of entries) {
      const folios = /^[ivx\d–, ]*\d|^[ivx–, \d]+/.exec(rest)?.[0].trim();
      if (!folios || headword === '铁路') continue;
      const word = shown[headword] ?? headword;
      const standing = [...pages].filter(([, text]) => text.includes(word)).map(([folio]) => folio);
      expect([headword, expand(folios)]).toEqual([headword, standing]);
      checked++;
    }
    // Every headword of the fixture but the range and the one that is only led elsewhere.
    expect(checked).toBe(26);
  });

  it('has roman folios first, pages in a row as a range, main places in bold and apart', async () => {
    expect(entries.get('晋祠')).toBe('ii–iii');
    expect(entries.get('汾河')).toBe('iii, 2, 6–8');
    const page = await pdf.getPage(last + 1);
    const { items } = await page.getTextContent();
    const fonts = new Map(items.flatMap((item) => ('str' in item ? [[item.str, item.fontName]] : [])));
    const at = items.findIndex((item) => 'str' in item && item.str === '汾河');
    const after = items.slice(at, at + 12).flatMap((item) => ('str' in item && /\S/.test(item.str) ? [item] : []));
    const bold = after.find(({ str }) => str.trim() === '2')?.fontName;
    expect(bold).toBeDefined();
    expect(bold).not.toBe(fonts.get('汾河'));
  });

  it('has a range from its first page to its last', () => {
    const of = (words: string) => [...pages].find(([, text]) => text.includes(words))?.[0];
    expect(entries.get('铁路')).toBe(`${of('铁路起')}–${of('铁路止')}`);
    expect(of('铁路起')).not.toBe(of('铁路止'));
  });

  it('leads to other entries', () => {
    expect(entries.get('晋阳')).toBe('见 太原');
    expect(entries.get('《太谷周报》')).toMatch(/^5 另见 太原；晋祠$/);
  });

  it('is in order under its heads, in two columns', () => {
    expect([...entries].filter(([, rest]) => rest === '').map(([head]) => head)).toEqual(
      expect.arrayContaining(['0–9', 'B', 'C', 'F', 'G', 'H', 'J', 'K', 'L', 'T', 'Y']),
    );
    const words = [...entries.keys()];
    const order = [
      '5G',
      '长治',
      '重庆',
      'GaWC',
      '行业',
      '会计',
      '路桥',
      '吕梁',
      '乱石',
      '略阳',
      '太原',
      '古称',
      '人口',
    ];
    expect(words.filter((word) => order.includes(word))).toEqual(order);
    expect(words.indexOf('尉迟恭')).toBeGreaterThan(words.indexOf('Y'));
  });

  it('links every folio to the page that it names', async () => {
    const page = await pdf.getPage(last + 1);
    const labels = (await pdf.getPageLabels()) ?? [];
    const { items } = await page.getTextContent();
    const numbers = items.flatMap((item) =>
      'str' in item && /^[ivx\d]+$/.test(item.str.trim())
        ? [{ text: item.str.trim(), x: item.transform[4] + item.width / 2, y: item.transform[5] + 2 }]
        : [],
    );
    let linked = 0;
    for (const { rect, dest } of await page.getAnnotations()) {
      const [left, bottom, right, top] = rect;
      const number = numbers.find(({ x, y }) => x > left && x < right && y > bottom && y < top);
      if (!number) continue;
      expect(labels[await pageOf(pdf, dest)]).toBe(number.text);
      linked++;
    }
    expect(linked).toBeGreaterThan(25);
  });
});

describe('the index of the EPUB', () => {
  it('names the sections, each once, and is an index to readers', async () => {
    const { book, template } = await typesetBook('index');
    const { pages: files, landmarks, metadata } = await composeEpub(book, template, { cover: undefined });
    const page = files.find(({ file }) => file === 'c05.xhtml')?.body ?? '';
    expect(page).toContain(
      '<section class="index" role="doc-index" epub:type="index"><h2>0–9</h2><ul><li id="kb-index-1">',
    );
    expect(page).toContain(
      '<span class="headword">汾河</span>　<span class="locators"><a href="c01.xhtml#c01-index3">前言</a>、' +
        '<b><a href="c02.xhtml#c02-index7">1.2</a></b>、<a href="c03.xhtml#c03-index9">2.1</a>、',
    );
    expect(page).toMatch(/晋阳<\/span>　<span class="see">见 <a href="#kb-index-\d+">太原<\/a>/);
    expect(landmarks.at(-1)).toEqual({ type: 'index', href: 'c05.xhtml', label: '索引' });
    expect(metadata.properties).toContainEqual({ property: 'schema:accessibilityFeature', value: 'index' });
    const text = files.find(({ file }) => file === 'c02.xhtml')?.body ?? '';
    expect(text).toContain('<span class="index-mark" id="c02-index1">太原</span>概说</span></h1>');
    expect(text).toContain('<span class="index-mark" id="c02-index6"></span>');
    // Contents and title bars show the words alone.
    expect(files.find(({ file }) => file === 'c02.xhtml')?.title).toBe('第一章　太原概说');
  });
});

describe('marks', () => {
  const said = (text: string, block = '\n\n:::index\n:::\n') =>
    assembleText({ 'a.md': `# 甲\n\n${text}${block}` }).messages.map(({ ruleId, line, fatal }) => [
      ruleId,
      line,
      fatal,
    ]);

  it.each<[string, unknown[]]>([
    ['无', [['empty-index', 5, false]]],
    [':index[甲]', []],
    [':index[甲] :index[]', [['index-headword', 3, true]]],
    [':index[甲]{sbu=乙}', [['index-attribute', 3, true]]],
    [':index[甲]{sub=""}', [['index-attribute', 3, true]]],
    [':index[甲]{range=from}', [['index-attribute', 3, true]]],
    [':index[甲]{range=start}', [['index-range', 3, true]]],
    [':index[甲]{range=end}', [['index-range', 3, true]]],
    [':index[甲]{range=start} :index[甲]{range=start} :index[甲]{range=end}', [['index-range', 3, true]]],
    [':index[甲]{see=乙}', [['index-see', 3, true]]],
    [':index[甲]{see-also=乙}', [['index-see', 3, true]]],
    [':index[甲]{see=甲}', [['index-see', 3, true]]],
    [':index[甲]{see=乙}与:index[乙]', []],
    [':index[甲] :index[]{as=甲 see=乙} :index[乙]', [['index-see', 3, false]]],
    [
      ':index[甲]{see=乙}\n:index[乙]{see=丙}\n:index[丙]{see=甲}',
      [
        // In the order of the entries: 丙, 甲, 乙.
        ['index-see', 5, true],
        ['index-see', 3, true],
        ['index-see', 4, true],
      ],
    ],
    [':index[长治]{reading=changzhi}', [['index-reading', 3, true]]],
    [':index[长治]{reading="cháng zhì shì"}', [['index-reading', 3, true]]],
    [':index[长治]{reading=zhǎng} :index[长治]{reading=cháng}', [['index-reading', 3, true]]],
    [':index[𠮷]', [['index-reading', 3, false]]],
    [':index[𠮷]{reading=jí}', []],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  it('want a place for the index, and one only', () => {
    expect(said(':index[甲]', '\n')).toEqual([['no-index', 3, false]]);
    expect(said(':index[甲]', '\n\n:::index\n:::\n\n:::index\n:::\n')).toEqual([['second-index', 8, true]]);
  });
});
