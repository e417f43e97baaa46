import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'puppeteer';
import { type Answer, closeGate, origin } from '../browser/gate.ts';
import { documentOf, type PrintHtml } from '../compose/index.ts';
import { limitFor, type Patience, within } from './patience.ts';

/** One print of one HTML document, as Chromium gives it. */
export interface Print {
  bytes: Uint8Array;
  /** Addresses that the document asked for and was refused. */
  refused: string[];
  /** Ids of the turned figures that are higher than their page: what is too much was cut off. */
  overfull: string[];
}

/** Some pages of a document, which are wanted before all are printed. */
export interface Glimpse {
  /** Page numbers, from 1. */
  first: number;
  last: number;
  take: (bytes: Uint8Array) => void;
}

/** What is printed need not be painted on a screen as well; px. */
const small = { width: 16, height: 16 };

/** Where the shell of a document is found: its head, with nothing in the body. */
const shell = '/book.html';

/** The files of all tabs, and the shell of this one. */
class TabAnswers {
  shell: Answer | undefined;
  readonly #common: ReadonlyMap<string, Answer>;

  constructor(common: ReadonlyMap<string, Answer>) {
    this.#common = common;
  }

  get(path: string): Answer | undefined {
    return path === shell ? this.shell : this.#common.get(path);
  }
}

/**
 * A tab of the browser. It keeps the head of the last document, with its style sheet and fonts, and changes only the body
 * where the next has the same: that saves most of what a short document costs. No script of a document runs.
 */
export class Tab {
  /** The head that is loaded. */
  head = '';
  /** Whether its process died. */
  crashed = false;
  readonly #page: Page;
  readonly #session: CDPSession;
  readonly #refused: string[];
  /** Why answers could not be given to the document that is loaded. */
  readonly #failures: unknown[];
  readonly #answers: TabAnswers;
  readonly #patience: Patience;
  /** Rejects when the process of the tab or of the browser dies; puppeteer would let what is under way wait. */
  readonly #crash: Promise<never>;

  private constructor(
    page: Page,
    session: CDPSession,
    refused: string[],
    failures: unknown[],
    answers: TabAnswers,
    patience: Patience,
  ) {
    this.#page = page;
    this.#session = session;
    this.#refused = refused;
    this.#failures = failures;
    this.#answers = answers;
    this.#patience = patience;
    this.#crash = new Promise((_, reject) => {
      page.once('error', reject);
      page.browser().once('disconnected', () => reject(new Error('the browser has ended')));
    });
    this.#crash.catch(() => {
      this.crashed = true;
    });
  }

  /** `answers` are the files that documents may ask for, by path. */
  static async open(browser: Browser, answers: ReadonlyMap<string, Answer>, patience: Patience): Promise<Tab> {
    const opening = { zh: '打开标签页', en: 'opening a tab' };
    const page = await within(browser.newPage(), patience.tab, opening);
    const own = new TabAnswers(answers);
    const failures: unknown[] = [];
    const gate = closeGate(page, own, { failed: (error) => failures.push(error) });
    const refused = await within(gate, patience.tab, opening);
    const session = await within(page.createCDPSession(), patience.tab, opening);
    await within(page.setViewport(small), patience.tab, opening);
    return new Tab(page, session, refused, failures, own, patience);
  }

  /** Loads a document, lets `prepare` change it, and prints it on the paper that its style sheet names. */
  async print(
    html: PrintHtml,
    tagged: boolean,
    prepare?: (page: Page) => Promise<void>,
    glimpse?: Glimpse,
  ): Promise<Print> {
    await this.load(html);
    const limit = (base: number) => limitFor(this.#patience, base, html.body.length);
    const printing = { zh: '打印', en: 'printing' };
    if (prepare) await this.#wait(prepare(this.#page), limit(this.#patience.load), { zh: '排版', en: 'laying out' });
    if (glimpse) {
      const some = printToPdf(this.#session, {
        generateTaggedPDF: false,
        pageRanges: `${glimpse.first}-${glimpse.last}`,
      });
      // Where there are no such pages any more, all of them will tell.
      const taken = some.then(glimpse.take).catch(() => {});
      await this.#wait(taken, limit(this.#patience.print), printing);
    }
    const all = printToPdf(this.#session, { generateTaggedPDF: tagged });
    const bytes = await this.#wait(all, limit(this.#patience.print), printing);
    const overfull = await this.#wait(overfullFigures(this.#page), this.#patience.load, {
      zh: '量图',
      en: 'measuring figures',
    });
    return { bytes, refused: this.#refused.splice(0), overfull };
  }

  /** Draws a document as a JPEG picture; sizes in CSS px, `scale` device pixels each. */
  async draw(html: PrintHtml, size: { width: number; height: number; scale: number }): Promise<Buffer> {
    await this.load(html);
    const { width, height, scale } = size;
    const draw = async () => {
      await this.#page.setViewport({ width, height, deviceScaleFactor: scale });
      return Buffer.from(await this.#page.screenshot({ type: 'jpeg', quality: 90 }));
    };
    return this.#wait(draw(), this.#patience.print, { zh: '画图', en: 'drawing' });
  }

  async close(): Promise<void> {
    await within(this.#page.close(), Math.min(this.#patience.tab, 5000), { zh: '关标签页', en: 'closing a tab' });
  }

  /** Shows a document, its pictures and fonts loaded. */
  async load({ head, body }: PrintHtml): Promise<void> {
    this.#refused.length = 0;
    const loading = { zh: '载入', en: 'loading' };
    const limit = limitFor(this.#patience, this.#patience.load, body.length);
    if (this.head !== head) {
      this.head = '';
      const text = documentOf({ head, body: '' });
      this.#answers.shell = { body: text, contentType: 'text/html; charset=utf-8' };
      await this.#wait(this.#page.goto(`${origin}${shell}`, { waitUntil: 'load', timeout: 0 }), limit, loading);
      this.head = head;
    }
    await this.#wait(this.#page.evaluate(changeBody, body), limit, loading);
    await this.#wait(settled(this.#page), limit, loading);
    for (const failure of this.#failures.splice(0)) throw failure;
  }

  #wait<T>(work: Promise<T>, limit: number, doing: { zh: string; en: string }): Promise<T> {
    work.catch(() => {});
    return within(Promise.race([work, this.#crash]), limit, doing);
  }
}

/**
 * On the paper that the style sheet names, with no margins but its own. All in one answer: puppeteer's `pdf` asks for it piece by
 * piece, and turns each into bytes one by one.
 */
async function printToPdf(
  session: CDPSession,
  options: { generateTaggedPDF: boolean; pageRanges?: string },
): Promise<Uint8Array> {
  const { data } = await session.send('Page.printToPDF', {
    transferMode: 'ReturnAsBase64',
    preferCSSPageSize: true,
    printBackground: true,
    marginTop: 0,
    marginBottom: 0,
    marginLeft: 0,
    marginRight: 0,
    generateDocumentOutline: false,
    ...options,
  });
  return Buffer.from(data, 'base64');
}

/** Runs in the page. */
function changeBody(body: string): void {
  // What the layout of the last document has set on the root is none of this one's.
  document.documentElement.removeAttribute('style');
  document.body.innerHTML = body;
}

/**
 * Until pictures and fonts are there. Asked again and again, since a page without scripts hears no events; twice in a row, as
 * the first layout with all fonts may ask for another.
 */
async function settled(page: Page): Promise<void> {
  for (let ready = 0, pause = 1; ready < 2; pause = Math.min(pause * 2, 50)) {
    const now = await page.evaluate(isComplete);
    ready = now ? ready + 1 : 0;
    if (!now) await delay(pause);
  }
}

/** Runs in the page, and lays it out. */
function isComplete(): boolean {
  void document.body.offsetHeight;
  return document.fonts.status === 'loaded' && [...document.images].every((image) => image.complete);
}

/** Their boxes have the size of the page in the style sheet, so that it does not matter that they are measured on screen. */
async function overfullFigures(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('figure.landscape > .turned')]
      .filter((box) => box.scrollHeight > box.clientHeight + 1)
      .map((box) => box.parentElement?.id ?? ''),
  );
}
