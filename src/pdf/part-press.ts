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
import type { Glimpse } from './press/tab.ts';
import type { PrintShop } from './print-shop.ts';

/** A part, laid out and compiled. */
export interface LaidPart extends Laid {
  compiled: CompiledPart;
  /** Addresses that it asked for and was refused. */
  refused: string[];
  /** Ids of the turned figures that do not fit their page. */
  overfull: string[];
  /** What could not be set as it should be. */
  faults: LayoutFault[];
}

/** What the cache keeps of a part. */
type KeptPart = Pick<LaidPart, 'compiled' | 'refused' | 'overfull' | 'faults'>;

/** Prints and compiles, or takes what was printed before from the cache. */
export class PartPress {
  /** Ids of the parts that were printed. */
  readonly printed = new Set<string>();
  readonly #shop: PrintShop;
  readonly #environment: string;
  readonly #layout: LayoutOptions;
  readonly #signal: AbortSignal | undefined;
  readonly #ready = new Set<string>();
  readonly #writing: Promise<void>[] = [];

  /** `layout`: how chapters are laid out. */
  constructor(shop: PrintShop, layout: LayoutOptions, signal?: AbortSignal) {
    this.#shop = shop;
    this.#environment = cacheKey(shop.environment, JSON.stringify(layout));
    this.#layout = layout;
    this.#signal = signal;
  }

  /** How many parts were laid out at least once. */
  get done(): number {
    return this.#ready.size;
  }

  /** A part as `html` shows it. `glimpse`: what is wanted first, should it have to be printed. */
  async part(part: Part, html: PrintHtml, facts: PartFacts, glimpse?: Glimpse): Promise<LaidPart> {
    const key = cacheKey('part', this.#environment, html.head, html.body, JSON.stringify(facts));
    const kept = await this.#kept<KeptPart>(key, async () => {
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
      const { bytes, refused, overfull } = await this.#shop.press.print(job);
      return { compiled: await this.#shop.threads.compilePart(bytes, facts), refused, overfull, faults };
    });
    this.#ready.add(part.id);
    const { count, destinations } = kept.compiled;
    return { count, destinations, ...kept };
  }

  /** Sheets of furniture. They have no tags: what is laid over a page is no part of the text. */
  async furniture(html: PrintHtml): Promise<CompiledFurniture & { refused: string[] }> {
    const name = { zh: '书眉和页码', en: 'The running heads and folios' };
    return this.#kept(cacheKey('furniture', this.#environment, html.head, html.body), async () => {
      const { bytes, refused } = await this.#shop.press.print({ name, html, tagged: false, signal: this.#signal });
      return { ...(await this.#shop.threads.compileFurniture(bytes)), refused };
    });
  }

  /** Waits until all that was printed is kept. */
  async finish(): Promise<void> {
    await Promise.all(this.#writing.splice(0));
    await this.#shop.cache?.trim();
  }

  async #kept<T>(key: string, make: () => Promise<T>): Promise<T> {
    const { cache } = this.#shop;
    const kept = await cache?.read(key);
    if (kept !== undefined) return kept as T;
    const made = await make();
    if (cache) this.#writing.push(cache.write(key, made));
    return made;
  }
}

function nameOf({ title, kind }: Part): Bilingual {
  if (title) return { zh: `“${title}”`, en: `"${title}"` };
  return kind === 'cover' ? { zh: '封面', en: 'The cover' } : { zh: '版权页', en: 'The imprint' };
}
