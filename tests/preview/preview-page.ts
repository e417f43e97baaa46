import type { Browser, Page } from 'puppeteer';

/** A tab with the preview, and what a test asks of it. */
export class PreviewPage {
  readonly tab: Page;
  /** What the page complained of, and addresses that it asked elsewhere. */
  readonly complaints: string[];

  private constructor(tab: Page, complaints: string[]) {
    this.tab = tab;
    this.complaints = complaints;
  }

  static async open(browser: Browser, url: string): Promise<PreviewPage> {
    const tab = await browser.newPage();
    await tab.setViewport({ width: 1280, height: 800, deviceScaleFactor: 1 });
    const complaints: string[] = [];
    tab.on('console', (message) => {
      // Chromium's remark on foliate's own frames, on every page it opens.
      if (message.text().includes('can escape its sandboxing')) return;
      if (message.type() === 'error' || message.type() === 'warn') complaints.push(message.text());
    });
    // foliate asks for the text in view 250 ms after a scroll, even when the page has gone by then.
    tab.on('pageerror', (error) => {
      if (!String(error).includes('createTreeWalker')) complaints.push(String(error));
    });
    tab.on('request', (request) => {
      const address = request.url();
      if (!address.startsWith(new URL(url).origin) && !/^(?:blob|data|about):/.test(address)) complaints.push(address);
    });
    await tab.goto(url);
    const page = new PreviewPage(tab, complaints);
    await page.settled();
    return page;
  }

  /** Waits until the newest text is shown. */
  async settled(): Promise<void> {
    await this.tab.waitForFunction(
      () =>
        document.querySelector('.state')?.getAttribute('data-state') === 'upToDate' &&
        document.querySelector('.page .textLayer'),
      { timeout: 60_000 },
    );
  }

  async state(name: string): Promise<void> {
    await this.tab.waitForFunction(
      (wanted) => document.querySelector('.state')?.getAttribute('data-state') === wanted,
      { timeout: 60_000 },
      name,
    );
  }

  /** Waits until a page in view has these words; returns its folio's place in the book. */
  async pageWith(words: string): Promise<number> {
    const found = await this.tab.waitForFunction(
      (wanted) => {
        for (const page of document.querySelectorAll<HTMLElement>('.page')) {
          const text = page.querySelector('.textLayer')?.textContent?.replace(/\s/g, '');
          const box = page.getBoundingClientRect();
          if (text?.includes(wanted) && box.bottom > 60 && box.top < innerHeight) return page.dataset.page;
        }
        return undefined;
      },
      { timeout: 60_000 },
      words,
    );
    return Number(await found.jsonValue());
  }

  async goToFolio(folio: string): Promise<void> {
    await this.tab.focus('#folio');
    await this.tab.type('#folio', folio);
    await this.tab.keyboard.press('Enter');
  }

  /** Which page is at the top of the view, and how far it is from there. */
  place(): Promise<{ key: string | undefined; offset: number }> {
    return this.tab.evaluate(() => {
      const top = document.querySelector('section.pages')?.getBoundingClientRect().top ?? 0;
      const page = [...document.querySelectorAll<HTMLElement>('.page')].find(
        (each) => each.getBoundingClientRect().bottom > top + 30,
      );
      return { key: page?.dataset.key, offset: Math.round((page?.getBoundingClientRect().top ?? 0) - top) };
    });
  }

  /** The middle of the first piece of text that begins so, brought into view. */
  async pointOf(words: string): Promise<{ x: number; y: number }> {
    const found = await this.tab.waitForFunction(
      (wanted) => {
        const span = [...document.querySelectorAll('.textLayer span')].find((each) =>
          each.textContent?.startsWith(wanted),
        );
        span?.scrollIntoView({ block: 'center' });
        const box = span?.getBoundingClientRect();
        return box && { x: box.left + box.width / 2, y: box.top + box.height / 2 };
      },
      { timeout: 30_000 },
      words,
    );
    return (await found.jsonValue()) as { x: number; y: number };
  }

  text(selector: string): Promise<string> {
    return this.tab.$eval(selector, (element) => (element as HTMLElement).innerText);
  }
}
