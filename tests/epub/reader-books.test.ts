import type { Server } from 'node:http';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadFaces } from '../../src/pdf/fonts.ts';
import { startBrowser } from './browser.ts';
import { basicCover, generatedBook, packed, typesetBook } from './build.ts';
import { openReader, serveReader } from './reader.ts';

// Books that the small book and the sample do not stand for: vertical, Traditional, cut in files, with fonts and Duokan's names.
const long = `# 长章𣲗\n\n## 甲 {#a}\n\n见[乙](#b)。${'这一句话只为占地方。'.repeat(6000)}\n\n## 乙 {#b}\n\n乙节𣲗[^1]见[甲](#a)。${'这一句话只为占地方。'.repeat(4000)}\n\n[^1]: 注里的话。\n`;
const books = [
  {
    name: 'a vertical book',
    make: () => typesetBook('vertical'),
    chapter: /c0\d|chapter-\d/,
    dir: 'rtl',
    writing: 'vertical-rl',
    language: 'zh-Hans',
    fonts: [],
  },
  {
    name: 'a Traditional book',
    make: () => typesetBook('traditional'),
    chapter: /c0\d|chapter-\d/,
    dir: 'ltr',
    writing: 'horizontal-tb',
    language: 'zh-Hant-TW',
    fonts: [],
  },
  {
    name: 'a long chapter with fonts',
    make: () => generatedBook({ '1.md': long }, { epub: { fonts: 'headings', notes: 'duokan' } }),
    chapter: /c01-2/,
    dir: 'ltr',
    writing: 'horizontal-tb',
    language: 'zh-Hans',
    fonts: ['Kanben Rare', 'Kanben Sans'],
  },
];

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

describe.each(books)('foliate-js and $name', ({ make, chapter, dir, writing, language, fonts }) => {
  let server: Server;
  let tab: Page;
  let complaints: string[];

  beforeAll(async () => {
    const { book, template } = await make();
    const faces = await loadFaces(template);
    const { bytes } = await packed(book, template, { cover: await basicCover(), faces });
    const served = await serveReader(bytes);
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

  test('the first note pops up', async () => {
    const at = await tab.evaluate(async () => {
      for (const [index, section] of window.reader.view.book.sections.entries()) {
        if ((await section.createDocument()).querySelector('[role=doc-noteref]')) return index;
      }
      return -1;
    });
    if (at < 0) return;
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
