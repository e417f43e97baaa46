import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesOf, type Run } from '../read-pdf.ts';
import { type ReadTag, readTagTree } from '../tag-tree.ts';
import { type ReadChapter, readChapter } from './look-at.ts';
import { ChapterPress, type PrintedChapter } from './print-chapters.ts';

/** Foot and head of the type area of the report template, in pt from the foot of the sheet, and its lines. */
const foot = (32 / 25.4) * 72;
const head = ((297 - 31.3) / 25.4) * 72;
const row = 18;

const sentence = '各县区报来的数字先要核对，统计口径前后一致，才谈得上比较。';
const before = `${sentence.repeat(6)}\n\n`.repeat(3);
const behind = (name: string) => `${name}段起${sentence.repeat(6)}${name}段止\n\n`;
/** A picture about 100 mm high, 18 lines with its caption. */
const figure = (id: string) => `![方块](box.svg "${id}题"){#fig-${id}}\n\n`;

let press: ChapterPress;

beforeAll(async () => {
  press = await ChapterPress.start(`${sentence}甲乙丙丁戊段起止题见下图项注书资料来源abcN`);
});

afterAll(() => press.close());

interface Printed extends PrintedChapter, ReadChapter {}

async function print(markdown: string, options?: { css?: string; config?: string }): Promise<Printed> {
  const printed = await press.print(markdown, options);
  return { ...printed, ...(await readChapter(printed.bytes)) };
}

const textOf = (runs: Run[] = []) =>
  linesOf(runs)
    .map(({ text }) => text)
    .join('')
    .replace(/\s/g, '');

/** How many lines of a page stay blank below its text. */
const blank = (runs: Run[] = []) => (Math.min(...runs.map(({ y }) => y)) - foot) / row;

const lineWith = (runs: Run[] = [], text: string) =>
  linesOf(runs).find((line) => line.text.replace(/\s/g, '').includes(text));

function words(tag: ReadTag): string {
  return tag.text !== '' && tag.kids.length === 0 ? tag.text : tag.kids.map(words).join('');
}

describe('a figure that would leave a hole', () => {
  let printed: Printed;

  beforeAll(async () => {
    const markdown = `# 题\n\n见[](#fig-a)。\n\n${before}${figure('a')}资料来源：书[^1]\n\n${behind('甲')}${behind('乙')}${behind('丙')}[^1]: N1：注`;
    printed = await print(markdown);
  });

  it('stands at the head of the next page, above the text', () => {
    expect(printed.facts?.floats).toEqual({ 'fig-a': 1 });
    const caption = lineWith(printed.pages[1]?.text, 'a题');
    expect(caption).toBeDefined();
    const others = linesOf(printed.pages[1]?.text ?? []).filter((line) => line.text.includes('县区'));
    expect(others.length).toBeGreaterThan(0);
    for (const { y } of others) expect(y).toBeLessThan((caption?.y ?? 0) - row);
    // A picture as wide as the measure is two thirds as high.
    expect(head - (caption?.y ?? 0)).toBeGreaterThan(((148 * 2) / 3 / 25.4) * 72);
    expect(head - (caption?.y ?? 0)).toBeLessThan(19 * row);
  });

  it('leaves the page before to the text behind it', () => {
    const first = textOf(printed.pages[0]?.text);
    expect(first).toContain('甲段起');
    expect(first).not.toContain('a题');
    expect(blank(printed.pages[0]?.text)).toBeLessThan(2);
  });

  it('keeps text on the lines of the grid and loses none', () => {
    const lines = printed.pages.flatMap(({ text }) => linesOf(text).filter((line) => /县区|口径|比较/.test(line.text)));
    const [first] = lines;
    for (const { y } of lines) {
      const rows = ((first?.y ?? 0) - y) / row;
      expect(Math.abs(rows - Math.round(rows))).toBeLessThan(0.03);
    }
    const all = printed.pages.map(({ text }) => textOf(text)).join('');
    expect(all.match(/各县区报来/g)).toHaveLength(3 * 6 + 3 * 6);
  });

  it('is read where the manuscript has it', async () => {
    const read = words(await readTagTree(printed.bytes)).replace(/\s/g, '');
    expect(read.indexOf('a题')).toBeGreaterThan(0);
    expect(read.indexOf('a题')).toBeLessThan(read.indexOf('甲段起'));
  });

  it('is led to by its links', async () => {
    expect(printed.pageOf.get('fig-a')).toBe(1);
    const pdf = await getDocument({ data: new Uint8Array(printed.bytes), verbosity: 0 }).promise;
    const links = await (await pdf.getPage(1)).getAnnotations();
    expect(links.map(({ dest }) => decodeURIComponent(String(dest)))).toContain('fig-a');
    const [, , , top] = (await pdf.getDestination('fig-a')) ?? [];
    // A reader shows the page from there down.
    expect(Number(top)).toBeGreaterThan(head - 1);
  });

  it('has the notes of its source with it', () => {
    expect(printed.pages.map(({ notes }) => textOf(notes))).toEqual([
      '',
      '①N1：注',
      ...printed.pages.slice(2).map(() => ''),
    ]);
    expect(printed.facts?.marks).toEqual({ 'c01-mark1': 1 });
    expect(printed.facts?.unsettled).toEqual([]);
  });
});

describe('figures', () => {
  it('of one kind keep their order: neighbours move together', async () => {
    const small = '![方块](box.svg "b题"){#fig-b width=30%}\n\n';
    const { pages, facts } = await print(
      `# 题\n\n${before}${figure('a')}${small}${['甲', '乙', '丙', '丁'].map(behind).join('')}`,
    );
    expect(facts?.floats).toEqual({ 'fig-a': 1, 'fig-b': 1 });
    const [a, b] = [lineWith(pages[1]?.text, 'a题'), lineWith(pages[1]?.text, 'b题')];
    expect(a?.y).toBeGreaterThan(b?.y ?? Number.POSITIVE_INFINITY);
    expect(textOf(pages[0]?.text)).toContain('甲段起');
    expect(blank(pages[0]?.text)).toBeLessThan(2);
  });

  it('move before a page that begins with a block as before one that goes on with a paragraph', async () => {
    const list = Array.from({ length: 30 }, (_, i) => `- 项${i}`).join('\n');
    const { pages, facts } = await print(`# 题\n\n${before}${figure('a')}${list}\n\n${behind('甲')}`);
    expect(facts?.floats).toEqual({ 'fig-a': 1 });
    const items = pages.map(({ text }) => textOf(text).match(/项\d+/g) ?? []);
    expect(items.flat()).toEqual(Array.from({ length: 30 }, (_, i) => `项${i}`));
    expect(items[0]?.length).toBeGreaterThan(3);
    const first = lineWith(pages[1]?.text, items[1]?.[0] ?? '');
    expect(first?.y).toBeLessThan((lineWith(pages[1]?.text, 'a题')?.y ?? 0) - row);
  });

  it('stay where they are told to, and where nothing could fill the page', async () => {
    const told = figure('a').replace('{#', '{place=here #');
    expect((await print(`# 题\n\n${before}${told}${behind('甲')}${behind('乙')}`)).facts?.floats).toEqual({});
    const last = await print(`# 题\n\n${before}${figure('a')}甲段起。`);
    expect(last.facts?.floats).toEqual({});
    expect(textOf(last.pages[1]?.text)).toContain('甲段起');
  });
});
