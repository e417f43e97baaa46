import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildEdition } from '../../src/index.ts';
import { openPdf, runsOf } from '../pdf/read-pdf.ts';
import { sharedWorkshop } from '../shared-workshop.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kanben-pages-'));
  await writeFile(path.join(folder, 'book.yaml'), 'id: p\ntitle: 书\ndate: 2025-01-01\ncreators: [{ name: 人 }]\n');
  const filler = '这一段只为占满版面，好让后面的图落到别的页上。\n\n'.repeat(60);
  await writeFile(
    path.join(folder, '1.md'),
    `# 甲\n\n图在[第?页](#fig-a)，{太原|tài|yuán}在[第?页](#sec)。\n\n${filler}## 一节 {#sec}\n\n![图](a.svg "题"){#fig-a}\n`,
  );
  await writeFile(
    path.join(folder, 'a.svg'),
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="60" height="40"/></svg>',
  );
});

afterAll(() => rm(folder, { recursive: true, force: true }));

it('print shows the folio of the target, the EPUB its name; ruby stands in both', async () => {
  const out = path.join(folder, 'out');
  await buildEdition({ folder, out, workshop: await sharedWorkshop() });
  const pdf = await openPdf(path.join(out, 'p.pdf'));
  const labels = (await pdf.getPageLabels()) ?? [];
  const texts: string[] = [];
  for (let i = 0; i < pdf.numPages; i++)
    texts.push(
      (await runsOf(pdf, i))
        .map((run) => run.text)
        .join('')
        .replace(/\s/g, ''),
    );
  const folio = labels[texts.findIndex((text) => text.includes('图1-1题'))];
  expect(Number(folio)).toBeGreaterThan(1);
  expect(texts.join('')).toContain(`图在第${folio}页，`);

  const files = unzipSync(await readFile(path.join(out, 'p.epub')));
  const chapter = Object.entries(files).find(([name]) => name.endsWith('c01.xhtml'))?.[1];
  const html = strFromU8(chapter ?? new Uint8Array());
  expect(html).toMatch(/图在<a [^>]*href="#fig-a"[^>]*>图 1-1<\/a>，/);
  expect(html).toMatch(/<a [^>]*href="#sec"[^>]*>第 1\.1 节<\/a>/);
  expect(html).toContain('<ruby>太<rp>（</rp><rt>tài</rt><rp>）</rp>原<rp>（</rp><rt>yuán</rt><rp>）</rp></ruby>');
});
