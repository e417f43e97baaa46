import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesOf, type Run } from '../read-pdf.ts';
import { type ReadChapter, readChapter } from './look-at.ts';
import { ChapterPress, type PrintedChapter } from './print-chapters.ts';
import { randomChapter } from './random-chapter.ts';

/** Foot of the type area of the report template, in pt from the foot of the sheet. */
const foot = (32 / 25.4) * 72;

const long = '各县区报来的数字先要核对，统计口径前后一致，才谈得上比较。';
const seeds = [1, 2, 3, 4];
const random = { blocks: 40, noteEvery: 2, mixed: true };

let press: ChapterPress;

beforeAll(async () => {
  const text = seeds.map((seed) => randomChapter(seed, random).markdown).join('');
  press = await ChapterPress.start(`${text}${long}甲乙丙丁注见前节题项`);
});

afterAll(() => press.close());

/** As it reads, line by line. */
function textOf(runs: Run[] = []): string {
  return linesOf(runs)
    .map(({ text }) => text)
    .join('')
    .replace(/\s/g, '');
}

/** The page of the mark, and that on which the note begins, by the text of both. */
function standing({ pages }: ReadChapter, n: number): [number, number] {
  const has = (texts: { text: string }[], pattern: RegExp) => texts.some(({ text }) => pattern.test(text));
  return [
    pages.findIndex(({ text, notes }) => has([...text, ...notes], new RegExp(`M${n}(?!\\d)`))),
    pages.findIndex(({ notes }) => has(notes, new RegExp(`N${n}：`))),
  ];
}

/** What is wrong with where text and notes stand. */
function faults({ pages, pageOf }: ReadChapter, { facts }: PrintedChapter, headings: string[] = []): string[] {
  const found: string[] = [];
  for (const [i, { text, notes }] of pages.entries()) {
    const lowest = [...text].sort((a, b) => a.y - b.y)[0];
    if (lowest && lowest.y < foot) found.push(`page ${i}: text below the foot`);
    if (lowest && headings.some((token) => lowest.text.startsWith(token))) found.push(`page ${i}: ends with a heading`);
    if (notes.length === 0) continue;
    const top = Math.max(...notes.map(({ y, size }) => y + size));
    if (lowest && lowest.y < top + 6) found.push(`page ${i}: notes touch the text`);
    const last = Math.min(...notes.map(({ y }) => y));
    if (last < foot || last > foot + 6) found.push(`page ${i}: notes end ${last - foot} pt above the foot`);
  }
  if (facts?.sheets !== pages.length) found.push(`${facts?.sheets} sheets foretold, ${pages.length} printed`);
  for (const [id, page] of Object.entries(facts?.marks ?? {}))
    if (pageOf.get(id) !== page) found.push(`${id} foretold on ${page}, is on ${pageOf.get(id)}`);
  return found;
}

describe('chapters at random', () => {
  it.each(seeds)('have each note where its mark is, and nothing over anything: seed %i', async (seed) => {
    const { markdown, notes, headings } = randomChapter(seed, random);
    const printed = await press.print(markdown);
    const chapter = await readChapter(printed.bytes);
    const apart = Array.from({ length: notes }, (_, i) => i + 1).filter((n) => {
      const [mark, note] = standing(chapter, n);
      return mark < 0 || mark !== note;
    });
    expect(apart).toEqual([]);
    expect(faults(chapter, printed, headings)).toEqual([]);
    expect(printed.facts?.unsettled).toEqual([]);
    // Measured once, tried once; a page or two may need another trial.
    expect(printed.facts?.layouts).toBeLessThanOrEqual(2 * chapter.pages.length);
  });
});

describe('notes', () => {
  it('are numbered from ① on every page, at the mark as at the note', async () => {
    const body = Array.from({ length: 30 }, (_, i) => `${long.repeat(3)}M${i + 1}[^${i + 1}]`).join('\n\n');
    const definitions = Array.from({ length: 30 }, (_, i) => `[^${i + 1}]: N${i + 1}：${long}`).join('\n');
    const { pages } = await readChapter((await press.print(`# 题\n\n${body}\n\n${definitions}`)).bytes);
    expect(pages.length).toBeGreaterThan(2);
    for (const { text, notes } of pages) {
      const marks =
        text
          .map((run) => run.text)
          .join('')
          .match(/[①-⑳]/g) ?? [];
      const numbers =
        notes
          .map((run) => run.text)
          .join('')
          .match(/[①-⑳]/g) ?? [];
      expect(marks).toEqual(marks.map((_, i) => String.fromCodePoint(0x2460 + i)));
      expect(numbers).toEqual(marks);
      expect(marks.length).toBeGreaterThan(0);
    }
  });

  it('go on at the foot of the next pages when they are longer than one, while the text goes on too', async () => {
    const markdown = `# 题\n\n甲。M1[^1]\n\n${`${long.repeat(8)}\n\n`.repeat(12)}\n\n[^1]: N1：${long.repeat(170)}丙丁`;
    const printed = await press.print(markdown);
    const chapter = await readChapter(printed.bytes);
    expect(standing(chapter, 1)).toEqual([0, 0]);
    const sheets = printed.facts?.notes['c01-note1'] ?? [];
    expect(sheets.length).toBeGreaterThan(2);
    expect(sheets).toEqual(sheets.map((_, i) => i));
    const note = chapter.pages.map(({ notes }) => textOf(notes));
    expect(note.join('').replace(/\s/g, '')).toBe(`①N1：${long.repeat(170)}丙丁`);
    expect(chapter.pages.slice(0, 3).every(({ text }) => text.length > 5)).toBe(true);
    expect(faults(chapter, printed)).toEqual([]);
  });

  it('stand again on each page that has a mark of them, when numbered by page', async () => {
    const markdown = `# 题\n\nM1[^1]\n\n${`${long.repeat(8)}\n\n`.repeat(12)}\n\n乙[^1]\n\n[^1]: N1：丙丁`;
    const { bytes, facts } = await press.print(markdown);
    const { pages } = await readChapter(bytes);
    expect(facts?.notes['c01-note1']).toEqual([0, pages.length - 1]);
    expect(textOf(pages.at(-1)?.notes)).toBe('①N1：丙丁');
  });

  it('keep the numbers of the chapter or the book where these are asked for', async () => {
    const notes = Array.from({ length: 24 }, (_, i) => `[^${i + 1}]: N${i + 1}：${long}`).join('\n');
    const body = Array.from({ length: 24 }, (_, i) => `${long.repeat(3)}[^${i + 1}]`).join('\n\n');
    const { bytes } = await press.print(`# 题\n\n${body}\n\n${notes}`, { config: 'notes: { numbering: chapter }\n' });
    const { pages } = await readChapter(bytes);
    const numbers = pages.flatMap((page) => page.notes.flatMap(({ text }) => /^(\d+)$/.exec(text)?.[1] ?? []));
    expect(numbers).toEqual(Array.from({ length: 24 }, (_, i) => String(i + 1)));
    expect(pages.length).toBeGreaterThan(1);
  });

  it('stand at the end of the chapter where the book says so', async () => {
    const markdown = `# 题\n\n甲[^1]\n\n${`${long.repeat(8)}\n\n`.repeat(12)}\n\n[^1]: N1：丙丁`;
    const { bytes, facts } = await press.print(markdown, { config: 'notes: { place: chapter }\n' });
    const { pages } = await readChapter(bytes);
    expect(facts?.notes).toEqual({});
    expect(pages.map(({ notes }) => notes.length > 0)).toEqual(pages.map((_, i) => i === pages.length - 1));
  });

  it('may be 5,000 in a chapter', async () => {
    const numbers = Array.from({ length: 5000 }, (_, i) => i + 1);
    const paragraphs = Array.from({ length: 500 }, (_, i) =>
      numbers
        .slice(i * 10, i * 10 + 10)
        .map((n) => `注M${n}[^${n}]`)
        .join('，'),
    );
    const definitions = numbers.map((n) => `[^${n}]: N${n}：注`).join('\n');
    const printed = await press.print(`# 题\n\n${paragraphs.join('。\n\n')}。\n\n${definitions}`);
    const { pages } = await readChapter(printed.bytes);
    const found = (texts: Run[][], letter: string) => {
      const all = texts.flatMap((runs, page) =>
        [...textOf(runs).matchAll(new RegExp(`${letter}(\\d+)`, 'g'))].map(([, n]) => [Number(n), page] as const),
      );
      return new Map(all);
    };
    const marks = found(
      pages.map(({ text }) => text),
      'M',
    );
    const notes = found(
      pages.map(({ notes }) => notes),
      'N',
    );
    expect([marks.size, notes.size]).toEqual([5000, 5000]);
    expect(numbers.filter((n) => marks.get(n) !== notes.get(n))).toEqual([]);
    expect(printed.facts?.unsettled).toEqual([]);
    expect(printed.facts?.layouts).toBeLessThanOrEqual(2);
  });

  it('of titles, headings, lists, tables, captions and notes stand where these are', async () => {
    const markdown = [
      '# 题M1[^1]',
      '## 节M2[^2]',
      long,
      `- 项M3[^3]\n  - 项M4[^4]\n- 项`,
      '> 项M5[^5]',
      '表：题M6[^6]\n\n| 项M7[^7] | 项 |\n| --- | --- |\n| 项M8[^8] | 项 |',
      '[^1]: N1：甲',
      '[^2]: N2：甲M9[^9]',
      ...[3, 4, 5, 6, 7, 8, 9].map((n) => `[^${n}]: N${n}：乙`),
    ].join('\n\n');
    const printed = await press.print(markdown);
    const chapter = await readChapter(printed.bytes);
    expect(Array.from({ length: 9 }, (_, i) => standing(chapter, i + 1))).toEqual(Array(9).fill([0, 0]));
    expect(faults(chapter, printed)).toEqual([]);
    const text = textOf(chapter.pages[0]?.notes);
    // The mark in the second note, raised and so read first, shows the number of the note that it leads to.
    expect(text).toContain('③②N2：甲M9③N9：乙');
  });
});
