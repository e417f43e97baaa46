import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { OPS, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildEdition } from '../../src/index.ts';
import { sharedWorkshop } from '../shared-workshop.ts';
import { bookFolder } from '../typeset-folder.ts';
import { linesOf, openPdf, type Run, runsOf } from './read-pdf.ts';

let out: string;
let names: Run[];
let gloss: Run[];
let letter: Run[];
let verse: Run[];
let strokes: Box[];

beforeAll(async () => {
  out = await mkdtemp(path.join(tmpdir(), 'kanben-inline-'));
  const open = async (book: string) => {
    await buildEdition({ folder: bookFolder(book), out, formats: ['pdf'], workshop: await sharedWorkshop() });
    return openPdf(path.join(out, `${book}.pdf`));
  };
  const inline = await open('inline');
  [gloss, names] = [await runsOf(inline, 4), await runsOf(inline, 5)];
  strokes = await boxesOf(inline, 5);
  const verses = await open('verse');
  [letter, verse] = [await runsOf(verses, 4), await runsOf(verses, 5)];
});

afterAll(() => rm(out, { recursive: true, force: true }));

describe('names', () => {
  it('have a line below each, ended before that of the next', () => {
    const [one, two] = ['大同', '阳泉'].map((name) => names.find(({ text }) => text === name)) as [Run, Run];
    const under = (run: Run) =>
      strokes.filter(
        (box) => box.y1 < run.y && box.y0 > run.y - 5 && box.y1 - box.y0 < 1.5 && Math.abs(box.x0 - run.x) < 1,
      );
    expect([under(one).length, under(two).length]).toEqual([1, 1]);
    expect(under(one)[0]?.x1).toBeLessThan(two.x - 1.5);
    expect((under(one)[0]?.x1 ?? 0) - one.x).toBeGreaterThan(19);
  });

  it('and emphasis leave the text as it was written, in its order', () => {
    const text = names.map((run) => run.text.replace(/\s/g, '')).join('');
    expect(text).toContain('昔屈原作离骚，后人传诵。“见太原的史记”，又说太原大同阳泉三地');
    expect(text).toContain('重点太原与史记，太原，下一行');
    expect(text).toContain('着重的字，Latinword与3.5%都在里面，还有emphasis和2025年');
    expect(text).not.toMatch(/[•●·]/);
  });

  it('and emphasis do not push lines apart', () => {
    const ys = linesOf(names)
      .filter(({ text }) => /^[昔两书线的离]/.test(text))
      .map(({ y }) => y);
    const gaps = ys.slice(1).map((y, i) => (ys[i] ?? 0) - y);
    expect(gaps.length).toBe(4);
    for (const gap of gaps) expect(gap).toBeCloseTo(18, 0);
  });
});

describe('a gloss', () => {
  it('stands in two lines of small type within one, and reads on', () => {
    const [first, second, text] = ['在太原西南悬瓮山', '麓，建于北魏以前', '晋祠'].map((part) =>
      gloss.find((run) => run.text === part),
    ) as [Run, Run, Run];
    expect(first.size).toBeCloseTo(6.3, 1);
    expect(first.x).toBeCloseTo(second.x, 1);
    expect(first.y - second.y).toBeCloseTo(7.56, 0);
    // Their middle is that of the line: in em boxes, whose foot is 0.12 em below the base line.
    const middle = (run: Run) => run.y + 0.38 * run.size;
    expect((middle(first) + middle(second)) / 2).toBeCloseTo(middle(text), 0);
    expect(gloss.map((run) => run.text).join('')).toContain('晋祠（在太原西南悬瓮山麓，建于北魏以前）是太原的名胜');
  });

  it('leaves the lines their distance', () => {
    const [one, two] = ['一行里有两个', '也照样排'].map((head) => gloss.find(({ text }) => text.startsWith(head)));
    expect((one?.y ?? 0) - (two?.y ?? 0)).toBeCloseTo(18, 0);
  });
});

describe('a signature', () => {
  /** The right edge of the type area on a recto: 40 characters behind the inner margin of 32 mm. */
  const edge = (32 / 25.4) * 72 + 40 * 10.5;
  const line = (part: string) => {
    const found = linesOf(letter).find(({ text }) => text.replace(/\s/g, '').includes(part));
    if (!found) throw new Error(`no line ${part}`);
    return found.runs;
  };

  it('ends its date four cells from the edge, and what is above is centred on it', () => {
    for (const [body, date, cells] of [
      ['太原市经济研究院编写组', '2025年3月1日', 11],
      ['编者', '二〇二五年三月一日', 2],
    ] as const) {
      const runs = line(date);
      const [left, right] = [runs[0]?.x ?? 0, edge - 4 * 10.5];
      const last = runs.at(-1) as Run;
      expect(last.x + [...last.text].length * 10.5).toBeGreaterThan(right - 12);
      const name = line(body)[0]?.x ?? 0;
      // Chromium rounds the width of the type area up to whole px.
      expect(Math.abs(name + (cells * 10.5) / 2 - (left + right) / 2)).toBeLessThan(1);
    }
  });
});

describe('verse', () => {
  it('is centred as a block, its lines even on the left', () => {
    const lines = ['白日依山尽，', '黄河入海流。', '欲穷千里目，', '更上一层楼。'].map(
      (text) => verse.find((run) => run.text === text) as Run,
    );
    for (const { x } of lines) expect(x).toBeCloseTo(lines[0]?.x ?? 0, 1);
    // The type area of a verso: 30 mm on the left, 32 mm on the right.
    const centre = (((30 + 210 - 32) / 2) * 72) / 25.4;
    // Five characters and a mark of half a cell.
    expect(Math.abs((lines[0]?.x ?? 0) + 2.75 * 10.5 - centre)).toBeLessThan(1);
  });
});

interface Box {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** The bounding boxes of all painted paths of a page, in pt. */
async function boxesOf(pdf: PDFDocumentProxy, index: number): Promise<Box[]> {
  const page = await pdf.getPage(index + 1);
  const { fnArray, argsArray } = await page.getOperatorList();
  type Matrix = [number, number, number, number, number, number];
  // The paper of a verso does not begin at 0.
  let now: Matrix = [1, 0, 0, 1, -(page.view[0] ?? 0), 0];
  const kept: Matrix[] = [];
  const found: Box[] = [];
  fnArray.forEach((operator, i) => {
    const given = argsArray[i];
    if (operator === OPS.save) kept.push(now);
    else if (operator === OPS.restore) now = kept.pop() ?? now;
    else if (operator === OPS.transform) {
      const [a, b, c, d, e, f] = now;
      const [p, q, r, s, t, u] = given as Matrix;
      now = [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f];
    } else if (operator === OPS.constructPath && given[2]) {
      const [x0, y0, x1, y1] = given[2] as [number, number, number, number];
      const xs = [x0, x1].map((x) => now[0] * x + now[4]).sort((a, b) => a - b);
      const ys = [y0, y1].map((y) => now[3] * y + now[5]).sort((a, b) => a - b);
      found.push({ x0: xs[0] ?? 0, x1: xs[1] ?? 0, y0: ys[0] ?? 0, y1: ys[1] ?? 0 });
    }
  });
  return found;
}
