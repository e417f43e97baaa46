import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, Page } from 'puppeteer';

const foliate = path.dirname(createRequire(import.meta.url).resolve('foliate-js/view.js'));

/** What the page below offers to the tests. */
export interface Reader {
  view: {
    book: {
      toc: Entry[];
      pageList?: Entry[];
      landmarks?: { type: string[]; href: string }[];
      sections: { id: string; createDocument(): Promise<Document> }[];
      metadata: { title: string; language: string[]; author: { name: string }[]; identifier: string };
      dir: string;
      getCover(): Promise<Blob | null>;
      resolveHref(href: string): { index: number; anchor: (doc: Document) => Element | number } | null;
    };
    renderer: { getContents(): { doc: Document }[] };
    goTo(target: string | number): Promise<unknown>;
    next(): Promise<void>;
  };
  /** The text of the note that popped up last. */
  note: { text: string; type: string; hidden: boolean } | undefined;
}

export interface Entry {
  label: string;
  href: string;
  subitems?: Entry[];
}

/** A reader as small as can be: foliate-js shows the book, its footnote handler pops up notes in a dialog. */
const page = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<style>
html, body { margin: 0; height: 100%; background: Canvas }
foliate-view { display: block; height: 100% }
dialog foliate-view:not(:last-child) { visibility: hidden; height: 0 }
dialog { width: 80%; height: 240px; padding: 0; border: 1px solid gray }
</style><dialog></dialog>
<script type="module">
import '/foliate/view.js';
import { FootnoteHandler } from '/foliate/footnotes.js';
const view = document.createElement('foliate-view');
document.body.append(view);
const reader = { view, note: undefined };
const handler = new FootnoteHandler();
const dialog = document.querySelector('dialog');
handler.addEventListener('before-render', ({ detail }) => {
  // Older pop-ups stay, unseen: foliate's delayed handlers fail when a view is taken away.
  dialog.append(detail.view);
  detail.view.renderer.setAttribute('flow', 'scrolled');
  dialog.showModal();
});
handler.addEventListener('render', ({ detail }) => {
  const [{ doc }] = detail.view.renderer.getContents();
  const note = { text: doc.body.textContent, type: detail.type, hidden: detail.hidden };
  detail.view.addEventListener('relocate', () => { reader.note = note; }, { once: true });
});
view.addEventListener('link', event => handler.handle(view.book, event));
await view.open('/book.epub');
// As foliate's own reader does: what pops up is not shown in the text.
const popups = '@namespace epub "http://www.idpf.org/2007/ops"; aside[epub|type~="footnote"] { display: none }';
view.renderer.setStyles?.(location.search === '?show-notes' ? 'html { color-scheme: light dark }' : popups);
view.renderer.setAttribute('max-column-count', '1');
await view.init({});
window.reader = reader;
</script>`;

const types: Record<string, string> = { '.js': 'text/javascript', '.epub': 'application/epub+zip' };

/** Serves the reader with one book on a free port of this machine only. */
export async function serveReader(epub: Buffer): Promise<{ url: string; server: Server }> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const type = types[path.extname(pathname)] ?? 'text/html; charset=utf-8';
    const local = path.join(foliate, path.posix.normalize(pathname.replace(/^\/foliate\//, '/')));
    const body =
      pathname === '/' ? page : pathname === '/book.epub' ? epub : await readFile(local).catch(() => undefined);
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}

/** Opens the book; `complaints` fills with whatever the page says is wrong. */
export async function openReader(browser: Browser, url: string): Promise<{ tab: Page; complaints: string[] }> {
  const tab = await browser.newPage();
  await tab.setViewport({ width: 720, height: 960, deviceScaleFactor: 1 });
  const complaints: string[] = [];
  tab.on('console', (message) => {
    // Chromium's remark on foliate's own frames, on every page it opens.
    if (message.text().includes('can escape its sandboxing')) return;
    if (message.type() === 'error' || message.type() === 'warn') complaints.push(message.text());
  });
  tab.on('pageerror', (error) => {
    // foliate asks for the text in view 250 ms after a scroll, even when the page has gone by then.
    if (!String(error).includes('createTreeWalker')) complaints.push(String(error));
  });
  tab.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
  tab.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  await tab.goto(url);
  await tab.waitForFunction('window.reader !== undefined');
  return { tab, complaints };
}
