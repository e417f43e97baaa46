import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildEdition } from '../../src/index.ts';
import { fences } from '../code-fences.ts';
import { sharedWorkshop } from '../shared-workshop.ts';
import { bookFolder } from '../typeset-folder.ts';
import { codeOf, type PageCode } from './read-code.ts';
import { openPdf, type Run, runsOf } from './read-pdf.ts';

let folder: string;
let pdf: PDFDocumentProxy;
let pages: PageCode[];
let runs: Run[];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kanben-code-'));
  await buildEdition({ folder: bookFolder('code'), out: folder, formats: ['pdf'], workshop: await sharedWorkshop() });
  pdf = await openPdf(path.join(folder, 'code.pdf'));
  const indexes = Array.from({ length: pdf.numPages }, (_, i) => i);
  pages = await Promise.all(indexes.map((i) => codeOf(pdf, i)));
  runs = (await Promise.all(indexes.map((i) => runsOf(pdf, i)))).flat();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Where a run of this text begins, in pt. */
function startOf(text: string): number {
  const run = runs.find((each) => each.text.startsWith(text));
  if (!run) throw new Error(`no ${text}`);
  return run.x;
}

describe('code in the PDF', () => {
  it('is the source, a wrapped line one line, without numbers or marks', async () => {
    // An empty line draws nothing.
    const source = (await fences()).flatMap((code) => code.split('\n')).filter((line) => line !== '');
    expect(pages.flatMap(({ lines }) => lines).filter((line) => line !== '')).toEqual(source);
    expect(source.some((line) => line.length > 90)).toBe(true);
  });

  it('has its line numbers outside all tags, before the code they count', () => {
    const page = pages.find(({ untagged }) => untagged !== '');
    expect(page?.untagged).toBe('8910111213');
    expect(page?.drawn).toMatch(
      /8910111213\/\/ 求和：把数组里的数加起来export function sum\(values\) \{ {2}let total = 0;/,
    );
  });

  it('sets a Han character as wide as two others', () => {
    const left = startOf('1234567890|');
    const bar = startOf('|');
    const cell = (bar - left) / 10;
    // 一二三四五| stands above 1234567890|
    expect(startOf('一二三四五')).toBeCloseTo(left, 1);
    expect(startOf('制表符')).toBeCloseTo(left + 4 * cell, 1);
    expect(startOf('八个空格')).toBeCloseTo(left + 8 * cell, 1);
    expect(cell).toBeCloseTo(9.5 / 2, 1);
  });

  it('is the same each time', async () => {
    const again = path.join(folder, 'again');
    await buildEdition({ folder: bookFolder('code'), out: again, formats: ['pdf'], workshop: await sharedWorkshop() });
    const [one, two] = await Promise.all([folder, again].map((each) => readFile(path.join(each, 'code.pdf'))));
    expect(one && two && one.equals(two)).toBe(true);
  });
});
