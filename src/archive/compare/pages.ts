import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'puppeteer';

/** Draws pages of a PDF by PDF.js in a tab: JPEG at `scale` pixels a pt, by page index. */
export async function drawPages(
  browser: Browser,
  pdf: Uint8Array,
  pages: readonly number[],
  scale = 1.5,
): Promise<Map<number, Buffer>> {
  const tab = await browser.newPage();
  try {
    await openInTab(tab, pdf);
    const drawn = new Map<number, Buffer>();
    for (const page of pages) {
      const data = await tab.evaluate(drawPage, page + 1, scale);
      drawn.set(page, Buffer.from(data.replace(/^data:image\/jpeg;base64,/, ''), 'base64'));
    }
    return drawn;
  } finally {
    await tab.close();
  }
}

/** PDF.js as text, and as much of it as a tab needs. */
async function openInTab(tab: Page, pdf: Uint8Array): Promise<void> {
  const { resolve } = createRequire(import.meta.url);
  const [library, worker] = await Promise.all(
    ['pdf', 'pdf.worker'].map((name) => readFile(resolve(`pdfjs-dist/legacy/build/${name}.min.mjs`), 'utf8')),
  );
  const [address, workerAddress] = await tab.evaluate(makeAddresses, [library ?? '', worker ?? '']);
  const script = `import * as pdfjs from '${address}'; pdfjs.GlobalWorkerOptions.workerSrc = '${workerAddress}'; globalThis.kanbenPdfjs = pdfjs;`;
  await tab.addScriptTag({ type: 'module', content: script });
  await tab.waitForFunction(() => 'kanbenPdfjs' in globalThis);
  await tab.evaluate(openDocument, Buffer.from(pdf).toString('base64'));
}

/** Runs in the tab. */
function makeAddresses(scripts: string[]): string[] {
  return scripts.map((script) => URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
}

/** What is left in the tab. */
interface Tab {
  kanbenPdfjs: { getDocument(options: object): { promise: Promise<Tab['kanbenPdf']> } };
  kanbenPdf: { getPage(number: number): Promise<TabPage> };
}

interface TabPage {
  getViewport(options: { scale: number }): { width: number; height: number };
  render(options: object): { promise: Promise<void> };
}

/** Runs in the tab. */
async function openDocument(base64: string): Promise<void> {
  const data = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const tab = globalThis as unknown as Tab;
  tab.kanbenPdf = await tab.kanbenPdfjs.getDocument({ data, verbosity: 0 }).promise;
}

/** Runs in the tab. */
async function drawPage(number: number, scale: number): Promise<string> {
  const page = await (globalThis as unknown as Tab).kanbenPdf.getPage(number);
  const viewport = page.getViewport({ scale });
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(viewport.width);
  canvas.height = Math.ceil(viewport.height);
  await page.render({ canvas, canvasContext: canvas.getContext('2d'), viewport }).promise;
  return canvas.toDataURL('image/jpeg', 0.85);
}
