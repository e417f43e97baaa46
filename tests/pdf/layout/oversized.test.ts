import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildPdf } from '../build-pdf.ts';
import { linesOf, type Run, runsOf } from '../read-pdf.ts';

/** Width of the paper of the report template and its margin at the spine, in pt; a mark may hang half a cell over the edge. */
const paper = (210 / 25.4) * 72;
const spine = (32 / 25.4) * 72;

const sentence = '各县区报来的数字先要核对，统计口径前后一致，才谈得上比较。';
const word = 'Donaudampfschifffahrt';
const wide = (letter: string) => `$$${Array.from({ length: 60 }, () => letter).join('+')}=1$$`;
const row = (texts: string[]) => `| ${texts.join(' | ')} |`;

const words = [
  '# 长词',
  `${word.repeat(20)}。`,
  `- ${word.repeat(10)}`,
  ['| 项 | 值 |', '| --- | --- |', row([word.repeat(20), '7'.repeat(120)]), row(['甲', '末格'])].join('\n'),
  wide('x'),
  `行中的 $${'y'.repeat(90)}$ 公式。[^1]`,
  `[^1]: 注里的${word.repeat(12)}`,
].join('\n\n');

const tall = [
  '# 高物',
  '图高于一页：',
  '![高图](tall.svg "一张很高的图"){#fig-tall}',
  '![行中的高图](tall.svg)',
  ':::figures[一组高图]{columns=1}\n![甲](box.svg "甲")\n\n![乙](box.svg "乙")\n\n![丙](box.svg "丙")\n:::',
  ['| 项 | 说明 |', '| --- | --- |', row(['甲', `起${sentence.repeat(130)}止[^1]`]), row(['乙', '丙'])].join('\n'),
  '表后。',
  '[^1]: 高行的注',
].join('\n\n');

const longNote = [
  '# 长注',
  '正文[^1]。',
  `${sentence.repeat(8)}\n\n`.repeat(4),
  `[^1]: 长注起${sentence.repeat(330)}长注止`,
].join('\n\n');

const svg = (height: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 ${height}"><path d="M0 0H300V${height}H0z" fill="#ccd"/></svg>`;

let pdf: PDFDocumentProxy;
let pages: Run[][];
let messages: { at: string; id: string | undefined; zh: string; en: string }[];

async function read(bytes: Uint8Array): Promise<void> {
  pdf = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 }).promise;
  pages = [];
  for (let i = 0; i < pdf.numPages; i++) pages.push(await runsOf(pdf, i));
}

beforeAll(async () => {
  const built = await buildPdf('plain', {
    '正文.md': words,
    'b.md': tall,
    'c.md': longNote,
    'd.md': '# 空章\n',
    'tall.svg': svg(3000),
    'box.svg': svg(280),
  });
  await read(built.bytes);
  messages = built.messages.map(({ file, line, ruleId, texts }) => ({
    at: `${file}:${line}`,
    id: ruleId ?? undefined,
    zh: texts?.zh ?? '',
    en: texts?.en ?? '',
  }));
}, 300_000);

const textOf = (runs: Run[] = []) =>
  linesOf(runs)
    .map((line) => line.text)
    .join('')
    .replace(/\s/g, '');
/** The pages that hold a text. */
const pagesWith = (text: string) => pages.flatMap((runs, i) => (textOf(runs).includes(text) ? [i] : []));

describe('what does not fit', () => {
  it('is told of with file and line, in both languages', () => {
    const told = messages.filter(({ id }) => /^(too-wide|too-high|tall-row|long-note|unsettled)$/.test(id ?? ''));
    expect(told.map(({ at, id }) => `${at} ${id}`).sort()).toEqual([
      'b.md:19 tall-row',
      'c.md:15 long-note',
      '正文.md:12 too-wide',
      '正文.md:14 too-wide',
    ]);
    expect(told.find(({ id }) => id === 'long-note')?.zh).toMatch(/^第 \d+ 页：这条注很长，排了 [3-9] 页才完。/);
    expect(told.find(({ at }) => at === '正文.md:12')?.en).toBe(
      'This formula is wider than a line; the rest is cut off. Break it into lines with \\\\ before its equal signs.',
    );
  });

  it('leaves no blank page and nothing outside the paper', () => {
    const first = pagesWith('第一章')[1] ?? 0;
    for (const [i, runs] of pages.entries()) if (i >= first) expect([i, textOf(runs).length > 2]).toEqual([i, true]);
    for (const { x, text } of pages.flat()) expect([text, x > 0 && x < paper]).toEqual([text, true]);
  });
});

describe('a word longer than a line', () => {
  it('is broken in text, lists, tables and notes: nothing is lost', () => {
    const all = pages.map(textOf).join('');
    expect(all).toContain(word.repeat(20));
    // The two columns of the table are read line by line.
    expect(all.match(/D/g)).toHaveLength(20 + 10 + 20 + 12);
    expect(all.match(/7/g)?.length).toBeGreaterThanOrEqual(120);
    expect(all).toContain('末格');
    const sevens = pages.flat().filter(({ text }) => /^7{9,}$/.test(text));
    for (const { x, text, size } of sevens) expect(x + text.length * size * 0.5).toBeLessThan(paper - spine + 10);
  });
});

describe('higher than a page', () => {
  it('a picture is made smaller, in a figure and in a line', () => {
    const caption = pagesWith('一张很高的图');
    expect(caption.length).toBeGreaterThan(0);
    expect(messages.filter(({ id, at }) => id === 'too-high' && at.startsWith('b.md'))).toEqual([]);
  });

  it('a group of pictures is divided into its rows', () => {
    const parts = ['（a）甲', '（b）乙', '（c）丙'].map((caption) => pagesWith(caption).at(-1) ?? -1);
    expect(parts.every((page) => page > 0)).toBe(true);
    expect(new Set(parts).size).toBe(3);
    expect(parts[2]).toBe(pagesWith('一组高图').at(-1));
  });

  it('a row goes on over pages with the head of the table, and its note stands below its end', () => {
    const rows = pages.flatMap((runs, i) => (textOf(runs).includes('项说明') ? [i] : []));
    expect(rows.length).toBeGreaterThan(2);
    const text = rows.map((i) => textOf(pages[i])).join('');
    expect(text.match(/谈/g)).toHaveLength(130);
    expect(pagesWith('高行的注')).toEqual(pagesWith('比较。止'));
  });
});

describe('a note longer than two pages', () => {
  it('begins on the page of its mark and goes on without a loss', () => {
    const first = pagesWith('长注起');
    expect(first).toEqual(pagesWith('①正文'));
    const last = pagesWith('长注止');
    const all = pages
      .slice(first[0], (last[0] ?? 0) + 1)
      .map(textOf)
      .join('');
    expect(all.match(/谈/g)).toHaveLength(330 + 4 * 8);
  });
});

describe('an empty chapter', () => {
  it('is a page with its title, and a warning', () => {
    expect(messages.filter(({ at }) => at === 'd.md:1').map(({ id }) => id)).toEqual(['empty-chapter']);
    const [page = -1] = pagesWith('空章').filter((i) => i > 2);
    expect(textOf(pages[page])).toMatch(/^第三章空章\d+$/);
  });
});
