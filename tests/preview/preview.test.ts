import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPreview, type Preview } from '../../src/preview/index.ts';
import { startBrowser } from '../epub/browser.ts';
import { PreviewPage } from './preview-page.ts';

/** One preview and one browser for all; the tests go on from one another, as an author's day does. */
let home: string;
let book: string;
let preview: Preview;
let browser: Browser;
let page: PreviewPage;

const file = (name: string) => path.join(book, name);
async function edit(name: string, change: (text: string) => string): Promise<void> {
  await writeFile(file(name), change(await readFile(file(name), 'utf8')));
}

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'kanben-preview-'));
  book = path.join(home, 'book');
  await cp(path.join(import.meta.dirname, 'book'), book, { recursive: true });
  preview = await openPreview({
    folder: book,
    port: 0,
    out: path.join(home, 'dist'),
    store: path.join(home, 'archive'),
  });
  browser = await startBrowser();
  page = await PreviewPage.open(browser, preview.url);
});

afterAll(async () => {
  await browser?.close();
  await preview?.close();
  await rm(home, { recursive: true, force: true });
});

describe('preview', () => {
  it('shows the printed pages, and leads to a folio', async () => {
    expect(await page.tab.title()).toBe('预览的书 · 刊本');
    await page.goToFolio('1');
    const first = await page.pageWith('这是甲章第一段');
    await page.goToFolio('2');
    await page.tab.waitForFunction(
      (n) => document.querySelector('.total')?.textContent?.startsWith(`${n} /`),
      {},
      first + 2,
    );
    await page.goToFolio('999');
    expect(await page.tab.$eval('#folio', (input) => input.getAttribute('aria-invalid'))).toBe('true');
    await page.tab.keyboard.press('Escape');
  });

  it('shows what was changed on its page, keeps its place and marks the page', async () => {
    await page.goToFolio('1');
    await page.tab.keyboard.press('w');
    await page.pageWith('这是甲章第一段');
    await page.tab.$eval('section.pages', (element) => element.scrollBy(0, 150));
    const before = await page.place();
    await edit('1.md', (text) => text.replace('这是甲章第二段', '这是改过的第二段'));
    await page.pageWith('这是改过的第二段');
    await page.settled();
    expect(await page.place()).toEqual(before);
    expect(
      await page.tab.$$eval('.page.changed', (pages) => pages.map((each) => (each as HTMLElement).dataset.key)),
    ).toContain(before.key);
  });

  it('keeps its place when pages are added before it, and goes to the change when that is wanted', async () => {
    await page.tab.click('.contents.level-1 > li:nth-child(2) > button');
    await page.pageWith('乙章开头的一段');
    const follow = async () => {
      await page.tab.click('.more-menu > button');
      await page.tab.click('.more-menu .follow input');
      await page.tab.keyboard.press('Escape');
    };
    await follow();
    const before = await page.place();
    const count = await page.text('.total');
    await edit(
      '1.md',
      (text) => `${text}\n${`加出来的一段。${'多写一些字，写满一页再写一页。'.repeat(30)}\n\n`.repeat(6)}`,
    );
    await page.tab.waitForFunction(
      (old) => (document.querySelector('.total') as HTMLElement).innerText.split('/')[1] !== old.split('/')[1],
      { timeout: 60_000 },
      count,
    );
    await page.settled();
    expect(await page.place()).toEqual(before);
    await follow();
    await edit('1.md', (text) => text.replace('这是甲章第一段', '跟着到这里的第一段'));
    await page.pageWith('跟着到这里的第一段');
  });

  it('leads from a paragraph to its line, and from a line to its page', async () => {
    await page.goToFolio('1');
    await page.pageWith('这是改过的第二段');
    const { x, y } = await page.pointOf('这是改过的第二段');
    await page.tab.mouse.click(x, y);
    const link = await page.tab.waitForSelector('a.source');
    const lines = (await readFile(file('1.md'), 'utf8')).split('\n');
    const line = lines.findIndex((each) => each.startsWith('这是改过的第二段')) + 1;
    expect(await link?.evaluate((a) => (a as HTMLAnchorElement).href)).toBe(`vscode://file${file('1.md')}:${line}`);

    const last =
      (await readFile(file('2.md'), 'utf8')).split('\n').findIndex((each) => each.startsWith('乙章的末段')) + 1;
    const other = await PreviewPage.open(browser, `${preview.url}?file=2.md&line=${last}`);
    await other.pageWith('乙章的末段，独一无二。');
    expect(await other.tab.$('.selected')).not.toBeNull();
    // An editor tells a tab that is open where it is.
    await fetch(`${preview.url}goto?file=2.md&line=3`, { method: 'POST' });
    await page.pageWith('乙章开头的一段');
    await other.tab.close();
  });

  it('shows a problem, mends it in the file at a click, and takes that back', async () => {
    await page.tab.keyboard.press('p');
    const problem = await page.tab.waitForSelector('.problems section[aria-label="2.md"] li .problem');
    expect(await page.text('.problems section[aria-label="2.md"]')).toContain('行 7');
    await problem?.click();
    await page.pageWith('这里写错了');
    const mend = async (text: string, left: number) => {
      await page.tab.click('.problems section[aria-label="2.md"] li .fix');
      const gone = (count: number) => document.querySelectorAll('.problems li .fix').length === count;
      await page.tab.waitForFunction(gone, { timeout: 60_000 }, left);
      expect(await readFile(file('2.md'), 'utf8')).toContain(text);
    };
    await mend('这里写错了， 用了半角的逗号。', 1);
    await mend('这里写错了，用了半角的逗号。', 0);
    await page.tab.click('.undo');
    await page.tab.waitForSelector('.problems li .fix', { timeout: 60_000 });
    await page.tab.click('.undo');
    await page.tab.waitForFunction(() => !document.querySelector('.undo'));
    expect(await readFile(file('2.md'), 'utf8')).toContain('这里写错了, 用了半角的逗号。');
    await page.settled();
  });

  it('keeps the last good pages while book.yaml is wrong, and goes on when it is right again', async () => {
    await page.pageWith('这里写错了');
    await edit('book.yaml', (text) => `${text}colour: red\n`);
    await page.state('stale');
    expect(await page.text('.problems')).toContain('colour');
    await page.pageWith('这里写错了');
    await edit('book.yaml', (text) => text.replace('colour: red\n', '').replace('预览的书', '改名的书'));
    await page.settled();
    await page.tab.waitForFunction(() => document.title.startsWith('改名的书'), { timeout: 60_000 });
    expect(await page.tab.$('.failure')).toBeNull();
  });

  it('follows files that are added, renamed and deleted, in two tabs', async () => {
    const other = await PreviewPage.open(browser, preview.url);
    const contents = (tab: PreviewPage, words: string, there: boolean) =>
      tab.tab.waitForFunction(
        (wanted, is) => (document.querySelector('.contents')?.textContent?.includes(wanted) ?? false) === is,
        { timeout: 60_000 },
        words,
        there,
      );
    await page.tab.keyboard.press('c');
    await writeFile(file('4.md'), '# 新来的一章\n\n新来的。\n');
    for (const tab of [page, other]) await contents(tab, '第四章　新来的一章', true);
    await rename(file('4.md'), file('0.md'));
    for (const tab of [page, other]) await contents(tab, '第一章　新来的一章', true);
    await rm(file('0.md'));
    for (const tab of [page, other]) await contents(tab, '新来的一章', false);
    await other.tab.close();
  });

  it('finds words over the ends of lines, and shows the EPUB with its text', async () => {
    await page.tab.keyboard.press('/');
    await page.tab.waitForSelector('#search:focus');
    await page.tab.type('#search', '独一无二');
    await page.tab.waitForFunction(() => document.querySelectorAll('.hits li').length === 1);
    await page.tab.click('.hits button');
    await page.pageWith('乙章的末段，独一无二。');
    await page.tab.click('.seeing .view-both input');
    const frame = await (await page.tab.waitForSelector('.epub iframe'))?.contentFrame();
    await frame?.waitForSelector('#book[data-epub]', { timeout: 60_000 });
    const title = await frame?.$eval(
      'foliate-view',
      (view) => (view as HTMLElement & { book: { metadata: { title: string } } }).book.metadata.title,
    );
    expect(title).toBe('改名的书');
    await page.tab.click('.seeing .view-pages input');
  });

  it('compares with the edition that was built', async () => {
    const { buildEdition } = await import('../../src/edition/build.ts');
    await buildEdition({ folder: book, out: path.join(home, 'dist'), formats: ['pdf'] });
    await page.tab.keyboard.press('Escape');
    await page.tab.keyboard.press('v');
    await page.tab.waitForFunction(() => document.querySelectorAll('.compare canvas').length === 2, {
      timeout: 30_000,
    });
    await page.tab.keyboard.press('b');
    await page.tab.waitForSelector('.blinking.old');
    await page.tab.keyboard.press('Escape');
  });

  it('runs nothing of the manuscript, in the pages or in the EPUB', async () => {
    const { tab } = page;
    await tab.click('.seeing .view-both input');
    const last = (await readFile(file('3.md'), 'utf8')).split('\n').length;
    await fetch(`${preview.url}goto?file=3.md&line=${last}`, { method: 'POST' });
    await page.pageWith('丙章里有不该运行的东西');
    const frame = await (await tab.waitForSelector('.epub iframe'))?.contentFrame();
    await frame?.waitForSelector('#book[data-epub]', { timeout: 60_000 });
    const shown = await frame?.$eval('foliate-view', async (element) => {
      const view = element as unknown as {
        goTo(n: number): Promise<void>;
        book: { sections: unknown[] };
        renderer: { getContents(): { doc: Document }[] };
      };
      await view.goTo(view.book.sections.length - 1);
      const [{ doc }] = view.renderer.getContents() as [{ doc: Document }];
      return doc.body.textContent;
    });
    expect(shown).toContain('丙章里有不该运行的东西');
    await tab.click('.seeing .view-pages input');
    await edit('3.md', (text) => `${text}\n[再点](javascript:window.top.ran=1)<img src=x onerror=window.top.ran=1>\n`);
    await page.state('stale');
    if (!(await tab.$('.problems'))) await tab.keyboard.press('p');
    await tab.waitForFunction(() =>
      document.querySelector('.problems')?.textContent?.includes('javascript:window.top.ran=1'),
    );
    expect(await tab.evaluate(() => 'ran' in window)).toBe(false);
    expect(await tab.title()).toContain('改名的书');
  });

  it('has said nothing wrong, and asked for nothing but the editor', () => {
    expect(page.complaints).toEqual([expect.stringMatching(/^vscode:\/\/file\/.*\/1\.md:5$/)]);
  });
});

describe('server', () => {
  /** A request as any program can make it; resolves to status and headers. */
  function ask(options: { path?: string; method?: string; headers?: Record<string, string> }) {
    const { hostname, port, pathname } = new URL(preview.url);
    return new Promise<IncomingMessage>((resolve, reject) => {
      const sent = request({
        hostname,
        port,
        method: options.method ?? 'GET',
        path: options.path ?? pathname,
        headers: options.headers,
      });
      sent.on('response', (response) => {
        response.resume();
        resolve(response);
      });
      sent.on('error', reject);
      sent.end();
    });
  }
  const own = () => new URL(preview.url).pathname;
  const status = async (options: Parameters<typeof ask>[0]) => (await ask(options)).statusCode;

  it('answers to its own name alone', async () => {
    expect(await status({})).toBe(200);
    for (const host of [
      'evil.example',
      'evil.example:80',
      `evil.example:${preview.port}`,
      '127.0.0.1',
      '127.0.0.1:1',
    ]) {
      expect(await status({ headers: { host } })).toBe(403);
    }
    expect(await status({ headers: { host: `localhost:${preview.port}` } })).toBe(200);
  });

  it('answers no page of another origin', async () => {
    for (const origin of [
      'http://evil.example',
      'null',
      `http://127.0.0.1:${preview.port + 1}`,
      `https://127.0.0.1:${preview.port}`,
    ]) {
      expect(await status({ headers: { origin } })).toBe(403);
      expect(await status({ headers: { origin }, method: 'POST', path: `${own()}undo` })).toBe(403);
    }
    for (const site of ['cross-site', 'same-site']) {
      const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors' };
      expect(await status({ headers, path: `${own()}events` })).toBe(403);
    }
  });

  it('shows nothing without the token, and no file that is not its own', async () => {
    for (const path of ['/', '/settings.json', '/events', `/x${own().slice(2)}`, own().slice(0, -2)]) {
      expect(await status({ path })).toBe(404);
    }
    for (const name of [
      '../book.yaml',
      '..%2Fbook.yaml',
      '%2e%2e/%2e%2e/etc/passwd',
      'assets/../../../book.yaml',
      '1.md',
      'book.yaml',
      'earlier/..%2F..%2Fbook.yaml',
      'earlier/v1.pdf',
      'books/999/pages.pdf',
    ]) {
      expect([403, 404]).toContain(await status({ path: own() + name }));
    }
  });

  it('writes no file but a Markdown file of the book, and only a fix', async () => {
    const before = await readFile(file('book.yaml'), 'utf8');
    const post = (body: object) => fetch(`${preview.url}fix`, { method: 'POST', body: JSON.stringify(body) });
    for (const name of ['book.yaml', '../outside.md', '/etc/hosts.md', 'missing.md']) {
      expect((await post({ file: name })).status).toBe(409);
    }
    expect((await post({ file: 5 })).status).toBe(400);
    expect(
      (await post({ file: '2.md', rule: 'typography:half-width-marks', line: 1, actual: '没有这个' })).status,
    ).toBe(409);
    expect(await readFile(file('book.yaml'), 'utf8')).toBe(before);
  });

  it('forbids scripts that are not its own, and tells no other site its address', async () => {
    for (const name of ['', 'reader.html', 'settings.json']) {
      const { headers } = await ask({ path: own() + name });
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).toMatch(/script-src 'self';/);
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    }
  });

  it('takes the next port where one is taken', async () => {
    const second = await openPreview({ folder: book, port: preview.port });
    expect(second.port).toBeGreaterThan(preview.port);
    expect(new URL(second.url).pathname).not.toBe(own());
    await second.close();
    await expect(fetch(second.url)).rejects.toThrow();
  });
});
