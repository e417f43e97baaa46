import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildEdition } from '../../src/index.ts';
import { loadFaces } from '../../src/pdf/fonts.ts';
import { sharedWorkshop } from '../shared-workshop.ts';
import { startBrowser } from './browser.ts';
import { basicCover, generatedBook, packed } from './build.ts';
import { checkMarks } from './page-marks.ts';
import { openReader, serveReader } from './reader.ts';

// Books that the small book and the sample do not stand for: vertical, Traditional, cut in files, with fonts and Duokan's names.
const long = `# 长章𣲗\n\n## 甲 {#a}\n\n见[乙](#b)。${'这一句话只为占地方。'.repeat(6000)}\n\n## 乙 {#b}\n\n乙节𣲗[^1]见[甲](#a)。${'这一句话只为占地方。'.repeat(4000)}\n\n[^1]: 注里的话。\n`;
/** With its PDF, whose pages the EPUB marks. */
async function edition(name: string): Promise<{ bytes: Buffer; pdf: string }> {
  const folder = fileURLToPath(new URL(`../books/${name}`, import.meta.url));
  const { written } = await buildEdition({ folder, out: path.join(out, name), workshop: await sharedWorkshop() });
  const [pdf = '', epub = ''] = ['.pdf', '.epub'].map((end) => written.find((file) => file.endsWith(end)) ?? '');
  return { bytes: await readFile(epub), pdf };
}

const books = [
  {
    name: 'a vertical book',
    make: () => edition('vertical'),
    pages: true,
    chapter: /c0\d|chapter-\d/,
    dir: 'rtl',
    writing: 'vertical-rl',
    language: 'zh-Hans',
    fonts: [],
  },
  {
    name: 'a Traditional book',
    make: () => edition('traditional'),
    pages: true,
    chapter: /c0\d|chapter-\d/,
    dir: 'ltr',
    writing: 'horizontal-tb',
    language: 'zh-Hant-TW',
    fonts: [],
  },
  {
    name: 'a long chapter with fonts',
    make: async () => {
      const { book, template } = await generatedBook(
        { '1.md': long },
        { epub: { fonts: 'headings', notes: 'duokan' } },
      );
      const faces = await loadFaces(template);
      return { bytes: (await packed(book, template, { cover: await basicCover(), faces })).bytes, pdf: '' };
    },
    pages: false,
    chapter: /c01-2/,
    dir: 'ltr',
    writing: 'horizontal-tb',
    language: 'zh-Hans',
    fonts: ['Kanben Rare', 'Kanben Sans'],
  },
];

let browser: Browser;
let out: string;
beforeAll(async () => {
  browser = await startBrowser();
  out = await mkdtemp(path.join(tmpdir(), 'kanben-reader-'));
});
afterAll(async () => {
  await browser?.close();
  await rm(out, { recursive: true, force: true });
});

describe.each(books)('foliate-js and $name', ({ make, pages, chapter, dir, writing, language, fonts }) => {
  let made: { bytes: Buffer; pdf: string };
  let server: Server;
  let tab: Page;
  let complaints: string[];

  beforeAll(async () => {
    made = await make();
    const served = await serveReader(made.bytes);
    server = served.server;
    ({ tab, complaints } = await openReader(browser, served.url));
  });
  afterAll(async () => {
    await tab?.close();
    server?.close();
  });

  test('the contents lead somewhere, in the direction of the book', async () => {
    const { hrefs, found, direction, languages } = await tab.evaluate(async () => {
      const { book } = window.reader.view;
      const hrefs = book.toc.flatMap((entry) => [entry, ...(entry.subitems ?? [])]).map(({ href }) => href);
      let found = 0;
      for (const href of hrefs) {
        const target = book.resolveHref(href);
        const page = target && (await book.sections[target.index]?.createDocument());
        if (page && (!href.includes('#') || typeof target.anchor(page) === 'object')) found++;
      }
      return { hrefs, found, direction: book.dir, languages: book.metadata.language };
    });
    expect(hrefs.length).toBeGreaterThan(1);
    expect(found).toBe(hrefs.length);
    expect(direction).toBe(dir);
    expect([languages].flat()).toContain(language);
  });

  test('lines run as they should, and the fonts that go along are loaded', async () => {
    const page = await tab.evaluate(async (pattern) => {
      const { view } = window.reader;
      const index = view.book.sections.findIndex(({ id }) => new RegExp(pattern).test(id));
      await view.goTo(index);
      const doc = view.renderer.getContents()[0]?.doc;
      await doc?.fonts.ready;
      const style = doc?.defaultView?.getComputedStyle(doc.querySelector('p') ?? doc.body);
      const families = [...(doc?.fonts ?? [])].filter(({ status }) => status === 'loaded').map(({ family }) => family);
      return { index, mode: style?.writingMode, families: families.map((family) => family.replaceAll('"', '')) };
    }, chapter.source);
    expect(page.index).toBeGreaterThan(0);
    expect(page.mode).toBe(writing);
    expect(page.families).toEqual(expect.arrayContaining(fonts));
  });

  test.runIf(pages)('the page list has the folios of the PDF, and leads to where each page begins', async () => {
    const { marks } = await checkMarks(made.bytes, made.pdf);
    expect(marks.length).toBeGreaterThan(1);
    expect(marks.filter(({ found, late }) => !found || late)).toEqual([]);
    const listed = await tab.evaluate(async () => {
      const { book } = window.reader.view;
      const found = (book.pageList ?? []).map(async ({ label, href }) => {
        const target = book.resolveHref(href);
        const page = target && (await book.sections[target.index]?.createDocument());
        const anchor = page && target.anchor(page);
        return [label, typeof anchor === 'object' && anchor?.getAttribute('aria-label')];
      });
      return Promise.all(found);
    });
    expect(listed).toEqual(marks.map(({ label }) => [label, label]));
  });

  test('the first note pops up', async () => {
    const at = await tab.evaluate(async () => {
      for (const [index, section] of window.reader.view.book.sections.entries()) {
        if ((await section.createDocument()).querySelector('[role=doc-noteref]')) return index;
      }
      return -1;
    });
    expect(at).toBeGreaterThanOrEqual(0);
    await tab.evaluate((index) => window.reader.view.goTo(index), at);
    await tab.evaluate(() => {
      const doc = window.reader.view.renderer.getContents()[0]?.doc;
      doc?.querySelector<HTMLElement>('[role=doc-noteref]')?.click();
    });
    await tab.waitForFunction(() => window.reader.note !== undefined);
    expect((await tab.evaluate(() => window.reader.note))?.text.length).toBeGreaterThan(3);
    await tab.evaluate(() => document.querySelector('dialog')?.close());
  });

  test('the reader has no complaint', () => expect(complaints).toEqual([]));
});
