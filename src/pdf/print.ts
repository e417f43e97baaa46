import type { Browser, Page } from 'puppeteer';
import { Failure } from '../report/failure.ts';
import { type Answer, closeGate, origin } from './browser/gate.ts';

/** One print of one HTML page, as Chromium gives it. */
export interface Print {
  bytes: Uint8Array;
  /** Addresses that the page asked for and was refused. */
  refused: string[];
  /** Ids of the turned figures that are higher than their page: what is too much was cut off. */
  overfull?: string[];
}

/** Longest wait for the browser to load or to print one document, in ms. */
const patience = 300_000;

/**
 * Prints HTML in a new tab. `answers` are the files that it may ask for, by path; nothing else is loaded and no script runs.
 * `layOut` may work on the page before it is printed.
 * @throws Failure (3) when the browser does not answer in time or dies.
 */
export async function printHtml(
  browser: Browser,
  html: string,
  answers: ReadonlyMap<string, Answer>,
  options: { tagged: boolean; layOut?: (page: Page) => Promise<unknown>; signal?: AbortSignal | undefined },
): Promise<Print> {
  return inTab(browser, html, answers, options.signal, async (page, refused) => {
    await options.layOut?.(page);
    const bytes = await page.pdf({
      preferCSSPageSize: true,
      printBackground: true,
      tagged: options.tagged,
      outline: false,
      waitForFonts: true,
      timeout: patience,
    });
    return { bytes, refused, overfull: await overfullFigures(page) };
  });
}

/** Their boxes have the size of the page in the style sheet, so that it does not matter that they are measured on screen. */
async function overfullFigures(page: Page): Promise<string[]> {
  return page.$$eval('figure.landscape > .turned', (boxes) =>
    boxes.filter((box) => box.scrollHeight > box.clientHeight + 1).map((box) => box.parentElement?.id ?? ''),
  );
}

/** Draws HTML as a JPEG picture; sizes in CSS px, `scale` device pixels each. */
export async function drawHtml(
  browser: Browser,
  html: string,
  answers: ReadonlyMap<string, Answer>,
  size: { width: number; height: number; scale: number },
): Promise<Buffer> {
  return inTab(browser, html, answers, undefined, async (page) => {
    await page.setViewport({ width: size.width, height: size.height, deviceScaleFactor: size.scale });
    return Buffer.from(await page.screenshot({ type: 'jpeg', quality: 90 }));
  });
}

async function inTab<T>(
  browser: Browser,
  html: string,
  answers: ReadonlyMap<string, Answer>,
  signal: AbortSignal | undefined,
  work: (page: Page, refused: string[]) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  let page: Page | undefined;
  try {
    page = await browser.newPage();
    const refused = await closeGate(
      page,
      new Map([...answers, ['/book.html', { body: html, contentType: 'text/html; charset=utf-8' }]]),
    );
    await page.goto(`${origin}/book.html`, { waitUntil: 'load', timeout: patience });
    return await work(page, refused);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof Failure) throw error;
    const reason = (error as Error).message;
    throw new Failure(
      3,
      { zh: `浏览器没能完成排版：${reason}`, en: `The browser could not lay out the book: ${reason}` },
      { cause: error },
    );
  } finally {
    await page?.close().catch(() => {});
  }
}
