import type { Server } from 'node:http';
import path from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startBrowser } from './browser.ts';
import { basicCover, buildEpub, sampleEpub } from './build.ts';
import { checkMarks } from './page-marks.ts';
import { type Entry, openReader, type Reader, serveReader } from './reader.ts';

declare global {
  interface Window {
    reader: Reader;
  }
}

const books = [
  {
    name: 'a small book',
    epub: async () => buildEpub('basic', { cover: await basicCover() }),
    printed: undefined,
    title: '《城市 & 河流》：<水> 与 "路"',
    authors: ['王一', '李二'],
    notes: [
      ['OEBPS/chapter-03.xhtml', 'p a[role=doc-noteref]', '同一条注'],
      ['OEBPS/chapter-03.xhtml', 'th a[role=doc-noteref]', '表头的注。'],
      ['OEBPS/abstract-en.xhtml', 'p a[role=doc-noteref]', 'A note in English'],
    ],
    picture: 'OEBPS/river.xhtml',
  },
  {
    name: 'the sample report',
    epub: sampleEpub,
    printed: () => path.join(inject('sample'), 'taiyuan-2025.pdf'),
    title: '太原：收官之年的经济工作',
    authors: ['编写组'],
    notes: [['OEBPS/overview.xhtml', 'p a[role=doc-noteref]', '五年规划期']],
    picture: 'OEBPS/overview.xhtml',
  },
] as const;

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

describe.each(books)('foliate-js and $name', ({ epub, printed, title, authors, notes, picture }) => {
  let server: Server;
  let tab: Page;
  let complaints: string[];

  beforeAll(async () => {
    const served = await serveReader(await epub());
    server = served.server;
    ({ tab, complaints } = await openReader(browser, served.url));
  });
  afterAll(async () => {
    await tab?.close();
    server?.close();
  });

  /** Goes to a place of the book and clicks the first element there that matches. Returns the title of the page. */
  async function click(place: string, selector: string): Promise<string> {
    await tab.evaluate((href) => window.reader.view.goTo(href), place);
    return tab.evaluate((css) => {
      const doc = window.reader.view.renderer.getContents()[0]?.doc;
      const target = doc?.querySelector<HTMLElement>(css);
      if (!doc || !target) throw new Error(`nothing matches ${css}`);
      target.click();
      return doc.title;
    }, selector);
  }

  test('the contents have three levels, and each entry leads somewhere', async () => {
    const toc = await tab.evaluate(() => window.reader.view.book.toc);
    const depth = (entries: Entry[]): number =>
      1 + Math.max(0, ...entries.map(({ subitems }) => (subitems ? depth(subitems) : 0)));
    expect(depth(toc)).toBe(3);
    const all = (entries: Entry[]): Entry[] => entries.flatMap((entry) => [entry, ...all(entry.subitems ?? [])]);
    const lost = await tab.evaluate(
      async (hrefs) => {
        const { book } = window.reader.view;
        const missing: string[] = [];
        for (const href of hrefs) {
          const target = book.resolveHref(href);
          const page = target && (await book.sections[target.index]?.createDocument());
          // Without a fragment the anchor is a number: the beginning of the file.
          const found = page && (!href.includes('#') || typeof target.anchor(page) === 'object');
          if (!found || !target.anchor) missing.push(href);
        }
        return missing;
      },
      all(toc).map(({ href }) => href),
    );
    expect(lost).toEqual([]);
  });

  test('the pages of the print edition are listed, if there is one', async () => {
    const labels = await tab.evaluate(() => window.reader.view.book.pageList?.map(({ label }) => label) ?? []);
    expect(labels).toEqual(printed ? (await checkMarks(await epub(), printed())).marks.map(({ label }) => label) : []);
  });

  test('the cover is there, the title and the people', async () => {
    const { size, metadata, dir } = await tab.evaluate(async () => {
      const { book } = window.reader.view;
      return { size: (await book.getCover())?.size ?? 0, metadata: book.metadata, dir: book.dir };
    });
    expect(size).toBeGreaterThan(500);
    expect(metadata.title).toBe(title);
    expect([metadata.author].flat().map(({ name }) => name)).toEqual(authors);
    expect(dir).toBe('ltr');
  });

  test('notes pop up', async () => {
    for (const [place, selector, text] of notes) {
      await tab.evaluate(() => {
        window.reader.note = undefined;
        document.querySelector('dialog')?.close();
      });
      await click(place, selector);
      await tab.waitForFunction(() => window.reader.note !== undefined);
      const note = await tab.evaluate(() => window.reader.note);
      expect(note).toMatchObject({ type: 'footnote', hidden: true });
      expect(note?.text).toContain(text);
    }
    expect(await tab.evaluate(() => document.querySelector('dialog')?.open)).toBe(true);
    await tab.evaluate(() => document.querySelector('dialog')?.close());
  });

  test('pictures load', async () => {
    await tab.evaluate((href) => window.reader.view.goTo(href), picture);
    const widths = await tab.evaluate(() =>
      [...(window.reader.view.renderer.getContents()[0]?.doc.images ?? [])].map(({ naturalWidth }) => naturalWidth),
    );
    expect(widths.length).toBeGreaterThan(2);
    for (const width of widths) expect(width).toBeGreaterThan(0);
  });

  test('a link to another chapter goes there', async () => {
    // A citation above the line is shown as a note.
    const left = await click(notes[0][0], 'section a.ref[href*=".xhtml"]');
    await tab.waitForFunction(
      (title) => {
        const doc = window.reader.view.renderer.getContents()[0]?.doc;
        return doc && doc.title !== '' && doc.title !== title;
      },
      {},
      left,
    );
  });

  test('the reader has no complaint', () => expect(complaints).toEqual([]));
});
