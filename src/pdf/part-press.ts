import type { Page } from 'puppeteer';
import { cacheKey } from '../report/cache-key.ts';
import type { Bilingual } from '../report/message.ts';
import type { CompiledPart } from './assemble/compiled.ts';
import type { CompiledFurniture } from './assemble/furniture.ts';
import type { PrintHtml } from './compose/index.ts';
import { type LayoutOptions, layOut } from './layout/index.ts';
import type { LayoutFault } from './layout/types.ts';
import type { Part } from './pages.ts';
import type { PartFacts } from './part-facts.ts';
import type { Laid } from './place.ts';
import type { Job } from './press/index.ts';
import { Slots } from './press/slots.ts';
import type { Glimpse, Print } from './press/tab.ts';
import type { PrintShop } from './print-shop.ts';

/** A part that is laid out. */
export interface LaidPart extends Laid {
  /** Its pages; where other parts stand hangs on its length alone, so that they need not wait for them. */
  compiling: Promise<CompiledPart>;
  /** Addresses that it asked for and was refused. */
  refused: string[];
  /** Ids of the turned figures that do not fit their page. */
  overfull: string[];
  /** What could not be set as it should be. */
  faults: LayoutFault[];
}

/** What the cache keeps of a part. */
interface KeptPart extends Omit<LaidPart, keyof Laid | 'compiling'> {
  compiled: CompiledPart;
}

/** How many parts may be under way for each tab, printed or waiting to be compiled. The first are compiled slowly. */
const ahead = 3;

/** Prints and compiles, or takes what was printed before from the cache. */
export class PartPress {
  /** Ids of the parts that were printed. */
  readonly printed = new Set<string>();
  readonly #shop: PrintShop;
  readonly #environment: string;
  readonly #layout: LayoutOptions;
  readonly #signal: AbortSignal | undefined;
  readonly #ready = new Set<string>();
  readonly #underWay: Slots;
  /** Why a part could not be compiled: no other need be printed. */
  #failure: unknown;
  readonly #writing: Promise<void>[] = [];

  /** `layout`: how chapters are laid out. */
  constructor(shop: PrintShop, layout: LayoutOptions, signal?: AbortSignal) {
    this.#shop = shop;
    this.#environment = cacheKey(shop.environment, JSON.stringify(layout));
    this.#layout = layout;
    this.#signal = signal;
    this.#underWay = new Slots(ahead * shop.press.tabs + shop.threads.count);
  }

  /** How many parts were laid out at least once. */
  get done(): number {
    return this.#ready.size;
  }

  /** A part as `html` shows it. `glimpse`: what is wanted first, should it have to be printed. */
  async part(part: Part, html: PrintHtml, facts: PartFacts, glimpse?: Glimpse): Promise<LaidPart> {
    const key = cacheKey('part', this.#environment, html.head, html.body, JSON.stringify(facts));
    const kept = await this.#read<KeptPart>(key);
    const laid = kept ? fromKept(kept) : await this.#print(key, part, html, facts, glimpse);
    this.#ready.add(part.id);
    return laid;
  }

  async #print(key: string, part: Part, html: PrintHtml, facts: PartFacts, glimpse?: Glimpse): Promise<LaidPart> {
    this.printed.add(part.id);
    this.#shop.threads.getReady();
    let faults: LayoutFault[] = [];
    const prepare = async (page: Page) => {
      ({ faults } = await layOut(page, this.#layout));
    };
    const job: Job = {
      name: nameOf(part),
      html,
      tagged: true,
      prepare: part.kind === 'chapter' ? prepare : undefined,
      glimpse,
      signal: this.#signal,
    };
    // It takes a moment to load, and the browser takes longer.
    const loading = import('./assemble/peek.ts');
    const { bytes, refused, overfull, compiling } = await this.#inTurn(job, facts);
    this.#write(compiling.then((compiled): [string, KeptPart] => [key, { compiled, refused, overfull, faults }]));
    const { peek } = await loading;
    return { ...(peek(bytes) ?? (await compiling)), compiling, refused, overfull, faults };
  }

  /** Prints, and has it compiled. What is next waits while several prints wait to be compiled: all of them would in the end. */
  #inTurn(job: Job, facts: PartFacts): Promise<Print & { compiling: Promise<CompiledPart> }> {
    const { press, threads } = this.#shop;
    return new Promise((resolve, reject) => {
      const work = async () => {
        if (this.#failure) throw this.#failure;
        const print = await press.print(job);
        const compiling = threads.compilePart(print.bytes, facts);
        resolve({ ...print, compiling });
        await compiling.catch((error: unknown) => {
          this.#failure ??= error;
        });
      };
      this.#underWay.hold(1, work).catch(reject);
    });
  }

  /** Sheets of furniture. They have no tags: what is laid over a page is no part of the text. */
  async furniture(html: PrintHtml): Promise<CompiledFurniture & { refused: string[] }> {
    const name = { zh: '书眉和页码', en: 'The running heads and folios' };
    const key = cacheKey('furniture', this.#environment, html.head, html.body);
    const kept = await this.#read<CompiledFurniture & { refused: string[] }>(key);
    if (kept) return kept;
    const { bytes, refused } = await this.#shop.press.print({ name, html, tagged: false, signal: this.#signal });
    const made = { ...(await this.#shop.threads.compileFurniture(bytes)), refused };
    this.#write(Promise.resolve([key, made]));
    return made;
  }

  /** Waits until all that was printed is kept. */
  async finish(): Promise<void> {
    await Promise.all(this.#writing.splice(0));
    await this.#shop.cache?.trim();
  }

  async #read<T>(key: string): Promise<T | undefined> {
    return (await this.#shop.cache?.read(key)) as T | undefined;
  }

  /** Keeps what is made; if it cannot be made, whoever waits for it is told. */
  #write(making: Promise<[key: string, made: unknown]>): void {
    const { cache } = this.#shop;
    this.#writing.push(
      making.then(
        ([key, made]) => cache?.write(key, made),
        () => {},
      ),
    );
  }
}

function fromKept({ compiled, ...more }: KeptPart): LaidPart {
  const { count, destinations } = compiled;
  return { count, destinations, compiling: Promise.resolve(compiled), ...more };
}

function nameOf({ title, kind }: Part): Bilingual {
  if (title) return { zh: `“${title}”`, en: `"${title}"` };
  return kind === 'cover' ? { zh: '封面', en: 'The cover' } : { zh: '版权页', en: 'The imprint' };
}
