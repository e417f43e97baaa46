import type { Server } from 'node:http';
import type { Browser, Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from './browser.ts';
import { basicCover, buildEpub } from './build.ts';
import { type Entry, openReader, type Reader, serveReader } from './reader.ts';

declare global {
  interface Window {
    reader: Reader;
  }
}

let browser: Browser;
let server: Server;
let tab: Page;
let complaints: string[];

beforeAll(async () => {
  const served = await serveReader(await buildEpub('basic', { cover: await basicCover() }));
  server = served.server;
  browser = await startBrowser();
  ({ tab, complaints } = await openReader(browser, served.url));
}, 120_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
});

/** Goes to a place of the book and clicks the n-th element there that matches. */
async function click(place: string, selector: string): Promise<void> {
  await tab.evaluate((href) => window.reader.view.goTo(href), place);
  await tab.evaluate((css) => {
    const target = window.reader.view.renderer.getContents()[0]?.doc.querySelector<HTMLElement>(css);
    if (!target) throw new Error(`nothing matches ${css}`);
    target.click();
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
        // A number stands for the beginning of the file.
        if (!page || (href.includes('#') && typeof target.anchor(page) === 'number')) missing.push(href);
        if (page && href.includes('#') && !target.anchor(page)) missing.push(href);
      }
      return missing;
    },
    all(toc).map(({ href }) => href),
  );
  expect(lost).toEqual([]);
});

test('the cover is there, the title and the people', async () => {
  const { size, metadata, dir } = await tab.evaluate(async () => {
    const { book } = window.reader.view;
    return { size: (await book.getCover())?.size, metadata: book.metadata, dir: book.dir };
  });
  expect(size).toBe((await basicCover()).bytes.length);
  expect(metadata.title).toBe('《城市 & 河流》：<水> 与 "路"');
  expect(metadata.author.map(({ name }) => name)).toEqual(['王一', '李二']);
  expect(dir).toBe('ltr');
});

test('a note pops up, from a table as from the text', { timeout: 30_000 }, async () => {
  for (const [place, selector, text] of [
    ['OEBPS/chapter-03.xhtml', 'p a[role=doc-noteref]', '同一条注'],
    ['OEBPS/chapter-03.xhtml', 'th a[role=doc-noteref]', '表头的注。'],
    ['OEBPS/abstract-en.xhtml', 'p a[role=doc-noteref]', 'A note in English'],
  ] as const) {
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

test('pictures load and a link to another chapter goes there', { timeout: 30_000 }, async () => {
  await click('OEBPS/chapter-03.xhtml', 'a[href="river.xhtml#river-notes"]');
  await tab.waitForFunction(() => window.reader.view.renderer.getContents()[0]?.doc.title === '第二章　河流');
  const widths = await tab.evaluate(() =>
    [...(window.reader.view.renderer.getContents()[0]?.doc.images ?? [])].map(({ naturalWidth }) => naturalWidth),
  );
  expect(widths).toEqual([160, 160, 160]);
});

test('the reader has no complaint', () => expect(complaints).toEqual([]));
