import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Run, runsOf } from '../read-pdf.ts';
import { ChapterPress, type PrintedChapter } from './print-chapters.ts';

/** Forty characters: a line of the vertical template. */
const line = '各县区报来的数字先要核对统计口径前后一致才谈得上比较各县区报来的数字先要核对统计';
/** A paragraph of so many lines, the last one short. */
const lines = (count: number, name = '') => `${name}${line.repeat(count - 1)}一致。`;
/** A picture that takes a page. */
const figure = (id: string) => `![方块](box.svg "${id}题"){#fig-${id} width=100%}`;
const table = (rows: number) => {
  const body = Array.from({ length: rows }, (_, i) => `| 行${i} | 数 |`);
  return ['| 项 | 值 |', '| --- | --- |', ...body].join('\n');
};

let press: ChapterPress;

beforeAll(async () => {
  press = await ChapterPress.start(`${line}。题方块项值行数注甲乙丙丁abcN0123456789`, 'vertical');
});

afterAll(() => press.close());

interface Printed extends PrintedChapter {
  pages: Run[][];
}

async function print(blocks: string[], css = ''): Promise<Printed> {
  const printed = await press.print(`# 题\n\n${blocks.join('\n\n')}\n`, { css });
  const pdf = await getDocument({ data: new Uint8Array(printed.bytes), useSystemFonts: false, verbosity: 0 }).promise;
  const pages: Run[][] = [];
  for (let i = 0; i < pdf.numPages; i++) pages.push(await runsOf(pdf, i));
  return { ...printed, pages };
}

const textOf = (runs: Run[] = []) => runs.map(({ text }) => text).join('');
/** How many lines of text a page has, by where they stand. */
const countLines = (runs: Run[] = []) => new Set(runs.map(({ x }) => Math.round(x / 19.5))).size;

describe('pages of vertical text', () => {
  it('keep their notes at the foot, however many lie before them', async () => {
    const blocks = Array.from({ length: 70 }, (_, i) => {
      const mark = i % 4 === 0 ? `[^${i}]` : '';
      return `${lines(4)}${mark}${mark ? `\n\n${mark}: N${i}注` : ''}`;
    });
    const { pages, facts } = await print(blocks);
    expect(facts?.unsettled).toEqual([]);
    const feet = pages.flatMap((runs) => {
      const notes = runs.filter(({ text }) => /N\d+/.test(text));
      return notes.length > 0 ? [Math.min(...notes.map(({ x }) => x))] : [];
    });
    expect(feet.length).toBeGreaterThan(12);
    for (const x of feet) expect(Math.abs(x - (feet[0] ?? 0))).toBeLessThan(0.1);
  });

  it('are full where a paragraph ends with their last line, though they are no hair larger than their lines', async () => {
    // 15 lines of 26 px: 390 px between these margins, not a px more.
    const css = '@page { margin: 29mm 23.52mm 25.778mm 21.32mm }';
    const { pages } = await print(
      Array.from({ length: 20 }, () => lines(5)),
      css,
    );
    expect(pages.slice(1, 4).map(countLines)).toEqual([15, 15, 15]);
  });
});

describe('figures that take pages of their own', () => {
  it('are followed by the text on the sheet behind them, be they two', async () => {
    const { facts, pages } = await print([
      lines(4),
      lines(7, '甲'),
      figure('a'),
      lines(2),
      figure('b'),
      ...Array.from({ length: 20 }, () => lines(1)),
    ]);
    expect(facts?.unsettled).toEqual([]);
    expect(facts?.floats).toEqual({ 'fig-a': 2, 'fig-b': 3 });
    expect(pages.map((runs) => /一致/.test(textOf(runs)))).toEqual([true, true, false, false, true]);
  });

  it('do not part a table', async () => {
    const { facts, pages } = await print([lines(8), lines(3), figure('a'), lines(3), table(40), lines(9, '乙')]);
    expect(facts?.unsettled).toEqual([]);
    const withRows = pages.flatMap((runs, i) => (/行/.test(textOf(runs)) ? [i] : []));
    expect(withRows.length).toBeGreaterThan(2);
    const [first = 0] = withRows;
    expect(withRows).toEqual(withRows.map((_, i) => first + i));
    expect(facts?.floats['fig-a'] ?? 0).toBeLessThan(first);
  });
});
