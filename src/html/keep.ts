import type { VFile } from 'vfile';
import { cacheKey } from '../report/cache-key.ts';
import { type KeptMessages, messagesSince, sayAgain } from '../report/replay.ts';

/** Where plain data is kept from one build to the next, by a digest of all that it depends on. */
export interface Store {
  /** Shared with others who read it, unless it is asked for as one's own. */
  read(key: string, options?: { own?: boolean }): Promise<unknown>;
  write(key: string, value: unknown): Promise<void>;
}

/** Work on chapters that need not be done again as long as nothing changes that it depends on. */
export class ChapterKeep {
  readonly #store: Store | undefined;
  readonly #tools: string;
  readonly #writing: Promise<void>[] = [];
  readonly #missed: () => void;
  /** How many pieces of work were not kept, and had to be done. */
  misses = 0;

  /** `tools` stands for the code that does the work. Without a store nothing is kept. `missed` is called for each piece that has to be done. */
  constructor(store?: Store, tools = '', missed: () => void = () => {}) {
    this.#store = store;
    this.#tools = tools;
    this.#missed = missed;
  }

  /**
   * What `make` gives for a file, or gave before; what it says of the file is said again. `dependencies` are everything that it
   * depends on, beginning with the name of the work. Kept only if `lasting`, and used only if still `valid`; `own` if it will be
   * changed.
   */
  async remember<T>(
    file: VFile,
    dependencies: readonly string[],
    make: () => Promise<T>,
    {
      lasting = () => true,
      valid = async () => true,
      own = false,
    }: { lasting?(value: T): boolean; valid?(value: T): Promise<boolean>; own?: boolean } = {},
  ): Promise<T> {
    const store = this.#store;
    if (!store) {
      this.#miss();
      return make();
    }
    const key = cacheKey(this.#tools, ...dependencies);
    const kept = (await store.read(key, { own })) as { value: T; messages: KeptMessages } | undefined;
    if (kept && (await valid(kept.value))) {
      sayAgain(file, kept.messages);
      return kept.value;
    }
    this.#miss();
    const said = file.messages.length;
    const value = await make();
    if (lasting(value)) this.#writing.push(store.write(key, { value, messages: messagesSince(file, said) }));
    return value;
  }

  #miss(): void {
    this.misses++;
    this.#missed();
  }

  /** Waits until all is kept. */
  async finish(): Promise<void> {
    await Promise.all(this.#writing.splice(0));
  }
}
