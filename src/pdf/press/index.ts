import { availableParallelism } from 'node:os';
import type { Page } from 'puppeteer';
import { Failure } from '../../report/failure.ts';
import type { Bilingual } from '../../report/message.ts';
import type { Answer } from '../browser/gate.ts';
import { killBrowser, type OpenBrowser } from '../browser/launch.ts';
import type { PrintHtml } from '../compose/index.ts';
import { ordinaryPatience, type Patience, TooSlow, within } from './patience.ts';
import { Slots } from './slots.ts';
import { type Glimpse, type Print, Tab } from './tab.ts';

/** A document to print. */
export interface Job {
  /** What a message calls it. */
  name: Bilingual;
  html: PrintHtml;
  /** Whether the PDF gets a structure tree. */
  tagged: boolean;
  /** Changes the loaded document before it is printed; it may be called again for another try. */
  prepare?: ((page: Page) => Promise<void>) | undefined;
  /** What is wanted first. */
  glimpse?: Glimpse | undefined;
  /** Says that it need not be begun any more. */
  signal?: AbortSignal | undefined;
}

export interface PressOptions {
  signal?: AbortSignal | undefined;
  /** Tabs at once. Default: one for each core, at most four. */
  tabs?: number;
  patience?: Patience;
}

/** A document whose process died is printed again so often; one that took too long, once. */
const mostReprints = 3;

/**
 * Prints documents in several tabs of one browser, which is started with the first. A tab that crashes, hangs or takes the
 * browser with it is replaced and the document printed again.
 */
export class Press {
  readonly #start: () => Promise<OpenBrowser>;
  readonly #answers: Map<string, Answer>;
  readonly #signal: AbortSignal | undefined;
  readonly #patience: Patience;
  readonly #slots: Slots;
  readonly #idle: Tab[] = [];
  #opening: Promise<OpenBrowser> | undefined;
  #open: OpenBrowser | undefined;
  #closed = false;

  /** `answers` are the files that documents may ask for, by path. */
  constructor(
    start: () => Promise<OpenBrowser>,
    answers: ReadonlyMap<string, Answer>,
    { signal, tabs = Math.min(availableParallelism(), 4), patience = ordinaryPatience }: PressOptions = {},
  ) {
    this.#start = start;
    this.#answers = new Map(answers);
    this.#signal = signal;
    this.#patience = patience;
    this.#slots = new Slots(tabs);
    signal?.addEventListener('abort', this.#kill);
  }

  /** How many documents are printed at once. */
  get tabs(): number {
    return this.#slots.most;
  }

  /**
   * Prints a document.
   * @throws Failure (3) when the browser cannot be started, or fails again and again; it names the document.
   */
  print({ name, html, tagged, prepare, glimpse, signal }: Job): Promise<Print> {
    return this.#inTab(name, html.head, (tab) => tab.print(html, tagged, prepare, glimpse), signal);
  }

  /** From now on documents may ask for these files. What a tab has loaded it does not ask for again: a changed file needs another path. */
  answer(answers: ReadonlyMap<string, Answer>): void {
    this.#answers.clear();
    for (const [path, answer] of answers) this.#answers.set(path, answer);
  }

  /**
   * Lets so many tabs, or all, load the head of the documents to come, with the fonts that `html` uses: while the rest is got ready. What goes
   * wrong is told by whoever prints first.
   */
  warm(html: PrintHtml, tabs: number): void {
    const name = { zh: '浏览器', en: 'The browser' };
    for (let tab = 0; tab < Math.min(tabs, this.#slots.most); tab++)
      this.#inTab(name, html.head, (each) => each.load(html)).catch(() => {});
  }

  /** Draws a document as a JPEG picture; sizes in CSS px, `scale` device pixels each. @throws Failure (3) */
  draw(name: Bilingual, html: PrintHtml, size: { width: number; height: number; scale: number }): Promise<Buffer> {
    return this.#inTab(name, html.head, (tab) => tab.draw(html, size));
  }

  /** The browser, started if it is not yet. */
  async browser(): Promise<OpenBrowser> {
    this.#signal?.throwIfAborted();
    if (this.#closed) throw new Error('the press is closed');
    if (this.#open && !this.#open.browser.connected) await this.#drop();
    this.#opening ??= this.#start();
    try {
      this.#open = await this.#opening;
    } catch (error) {
      this.#opening = undefined;
      throw error;
    }
    return this.#open;
  }

  /** Ends the browser. What is under way fails. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#signal?.removeEventListener('abort', this.#kill);
    await this.#opening?.catch(() => {});
    await this.#drop();
  }

  async #inTab<T>(name: Bilingual, head: string, work: (tab: Tab) => Promise<T>, signal?: AbortSignal): Promise<T> {
    for (let tries = 1; ; tries++) {
      // Whoever failed twice may be the one that brings the browser down for all: from then on it works alone.
      const result = await this.#slots.hold(tries > 2 ? 'all' : 1, () => {
        signal?.throwIfAborted();
        return this.#once(head, work);
      });
      if ('value' in result) return result.value;
      const { error } = result;
      this.#signal?.throwIfAborted();
      if (error instanceof Failure || this.#closed) throw error;
      if (tries > (error instanceof TooSlow ? 1 : mostReprints)) throw gaveUp(name, error, tries);
    }
  }

  async #once<T>(head: string, work: (tab: Tab) => Promise<T>): Promise<{ value: T } | { error: unknown }> {
    let tab: Tab | undefined;
    try {
      tab = await this.#takeTab(head);
      const value = await work(tab);
      this.#idle.push(tab);
      return { value };
    } catch (error) {
      await this.#discard(tab, error);
      return { error };
    }
  }

  async #takeTab(head: string): Promise<Tab> {
    const { browser } = await this.browser();
    const live = this.#idle.splice(0).filter((tab) => !tab.crashed);
    const tab = live.find((each) => each.head === head) ?? live[0];
    this.#idle.push(...live.filter((each) => each !== tab));
    return tab ?? Tab.open(browser, this.#answers, this.#patience);
  }

  /** Closes a tab that failed; the browser too, if it has ended, or hangs so that the tab cannot be closed. */
  async #discard(tab: Tab | undefined, error: unknown): Promise<void> {
    const closed = await tab?.close().then(
      () => true,
      () => false,
    );
    const hangs = error instanceof TooSlow && !closed;
    if (this.#open && (hangs || !this.#open.browser.connected)) await this.#drop();
  }

  /** Ends the browser and forgets it and its tabs. */
  async #drop(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    this.#opening = undefined;
    this.#idle.length = 0;
    if (!open) return;
    const closing = { zh: '关浏览器', en: 'closing the browser' };
    await within(open.close(), 5000, closing).catch(() => {
      killBrowser(open.browser);
      return open.close();
    });
  }

  readonly #kill = (): void => {
    if (this.#open) killBrowser(this.#open.browser);
  };
}

function gaveUp({ zh, en }: Bilingual, error: unknown, tries: number): Failure {
  const reason = error instanceof TooSlow ? error.texts : { zh: String(error), en: String(error) };
  return new Failure(
    3,
    {
      zh: `${zh}排了 ${tries} 次都没有成功：${reason.zh}。请看看内存够不够；若只有这一处不成，请拆开其中很大的图、表，或把这一章分成两章。`,
      en: `${en} could not be printed in ${tries} tries: ${reason.en}. See whether there is memory enough; if only this one fails, split its largest pictures and tables, or the chapter.`,
    },
    { cause: error },
  );
}
