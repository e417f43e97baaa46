import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EditionSource } from '../../src/preview/edition-source.ts';
import type { BuildRequest, BuildResult } from '../../src/preview/page-source.ts';
import { viewBook, viewPart } from '../../src/preview/page-views.ts';
import { runsOf } from '../pdf/read-pdf.ts';

let folder: string;
let source: EditionSource;

const chapters = {
  '1.md': '# 起点\n\n## 由来 {#sec-origin}\n\n见[第?页](#tbl-length)，又见 [](#tbl-length)。[^a]\n\n[^a]: 一条注。\n',
  '2.md': `# 经过\n\n${'写一段正文，占几行的位置。'.repeat(30)}[^b]\n\n表：长度 {#tbl-length}\n\n| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n\n见 [](#sec-origin) 与[第?页](#sec-origin)。\n\n[^b]: 又一条注。\n`,
  '3.md': '# 结语\n\n完。\n',
};

async function write(name: string, text: string): Promise<void> {
  await writeFile(path.join(folder, name), text);
}

async function buildNear(near: BuildRequest['near'], ...changed: string[]): Promise<BuildResult[]> {
  const results: BuildResult[] = [];
  for await (const result of source.build({ changed: new Set(changed), near, signal: new AbortController().signal }))
    results.push(result);
  return results;
}

const build = (...changed: string[]) => buildNear(undefined, ...changed);

/** The text of each page, with what is laid over it. */
async function textsOf(pdf: Uint8Array): Promise<string[]> {
  const read = await getDocument({ data: Uint8Array.from(pdf), verbosity: 0 }).promise;
  const texts: string[] = [];
  for (let page = 0; page < read.numPages; page++) {
    const runs = await runsOf(read, page);
    texts.push(runs.map(({ text, x, y }) => `${text} ${x.toFixed(1)} ${y.toFixed(1)}`).join('\n'));
  }
  return texts;
}

/** What the client is told of the pages of a part, from the draft and from the book. */
function views(results: BuildResult[]) {
  const [part, book] = results;
  if (part?.kind !== 'part' || book?.kind !== 'book') throw new Error(results.map(({ kind }) => kind).join());
  const whole = viewBook(book, 1).pages;
  return { draft: viewPart(part, part.pictures), book: whole.filter((page) => page.part === part.part) };
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kanben-source-'));
  await writeFile(path.join(folder, 'book.yaml'), 'id: b\ntitle: 书\ndate: 2025-03-01\ncreators: [{ name: 某人 }]\n');
  for (const [name, text] of Object.entries(chapters)) await write(name, text);
  source = new EditionSource({ folder });
  expect((await build()).map(({ kind }) => kind)).toEqual(['book', 'epub']);
});

afterAll(async () => {
  await source.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a changed chapter', () => {
  it('is shown before the book is built, as it then stands in the book', async () => {
    await write('2.md', `${chapters['2.md']}\n${'再写一段，多出一页来。'.repeat(120)}[^c]\n\n[^c]: 第三条注。\n`);
    const { draft, book } = views(await build('2.md'));
    expect(draft.length).toBeGreaterThan(1);
    expect(draft).toEqual(book);
  });

  it('has the numbers that it gives and those that it takes from others', async () => {
    await write(
      '2.md',
      chapters['2.md'].replace('# 经过\n', '# 经过\n\n表：先来的表\n\n| 子 | 丑 |\n|---|---|\n| 三 | 四 |\n'),
    );
    const results = await build('2.md');
    const { draft, book } = views(results);
    expect(draft).toEqual(book);
    const [part] = results;
    const lines = part?.kind === 'part' ? part.layout.linesOn(0).map(({ text }) => text) : [];
    expect(lines.join()).toMatch(/表\s*2-1\D+先来的表/);
    expect(lines.join()).toMatch(/表\s*2-2\D+长度/);
    expect(lines.join()).toMatch(/第\s*1\.1\s*节/);
  });

  it('waits for the whole where its text alone does not tell: new characters for the fonts, other files, the book itself', async () => {
    for (const text of ['龘', '代码`a・b`']) {
      await write('3.md', `# 结语\n\n${text}。\n`);
      expect((await build('3.md')).map(({ kind }) => kind)).toEqual(['book', 'epub']);
    }
    await mkdir(path.join(folder, 'parts'));
    await write('parts/a.md', '并进来的。\n');
    await write('3.md', '# 结语\n\n::include{src=parts/a.md}\n');
    expect((await build('3.md', 'parts/a.md')).map(({ kind }) => kind)).toEqual(['book', 'epub']);
    const yaml = path.join(folder, 'book.yaml');
    await writeFile(yaml, `${await readFile(yaml, 'utf8')}chapters: [1.md, 2.md]\n`);
    expect((await build('book.yaml')).map(({ kind }) => kind)).toEqual(['book', 'epub']);
  });

  it('is glimpsed where it is looked at, before all of it is there: those pages are as they will be', async () => {
    const long = Array.from({ length: 40 }, (_, n) => `第${n + 1}段。${'写一段正文，占几行的位置。'.repeat(12)}`);
    await write('2.md', `${chapters['2.md']}\n## 长的一节\n\n${long.join('\n\n')}\n`);
    const before = await build('2.md');
    const id = before.flatMap((result) => (result.kind === 'part' ? [result.part] : []))[0] ?? '';
    // A text of no other run: what was printed before is kept, and comes at once.
    await write(
      '2.md',
      `${chapters['2.md']}\n## 长的一节\n\n${long.join('\n\n').replace('第20段', `改过的第${Date.now()}段`)}\n`,
    );
    const [glimpse, part, book] = await buildNear({ part: id, page: 3 }, '2.md');
    if (glimpse?.kind !== 'glimpse' || part?.kind !== 'part' || book?.kind !== 'book') throw new Error(glimpse?.kind);
    expect(glimpse).toMatchObject({ part: id, first: 2, count: 3 });
    const [some, all] = [await textsOf(glimpse.pdf), await textsOf(part.pdf)];
    expect(all.length).toBeGreaterThan(5);
    expect(some).toEqual(all.slice(2, 5));
    expect(some.join('\n')).toContain('改过的第');

    // Where there is no such page any more, all of them come alone; and so for a part that is not the one that changed.
    await write('2.md', chapters['2.md']);
    expect((await buildNear({ part: id, page: 5 }, '2.md')).map(({ kind }) => kind)).toEqual(['part', 'book', 'epub']);
    await write('2.md', `${chapters['2.md']}\n末。\n`);
    expect((await buildNear({ part: 'other', page: 0 }, '2.md')).map(({ kind }) => kind)).toEqual([
      'part',
      'book',
      'epub',
    ]);
  });

  it('with errors is refused as a build refuses it, and shown again when it is mended', async () => {
    await write('2.md', `${chapters['2.md']}\n见 [](#nowhere)。\n`);
    expect((await build('2.md')).map(({ kind }) => kind)).toEqual(['refused']);
    await write('2.md', `${chapters['2.md']}\n改好了。\n`);
    const { draft, book } = views(await build('2.md'));
    expect(draft).toEqual(book);
  });
});
