import type { Answer } from '../pdf/browser/gate.ts';
import { openBrowser } from '../pdf/browser/launch.ts';
import { type FontCutter, type LoadedFace, loadFaces } from '../pdf/fonts.ts';
import type { BookFonts } from '../pdf/page-fonts.ts';
import { Press } from '../pdf/press/index.ts';
import { PrintCache } from '../pdf/print-cache.ts';
import { Threads } from '../pdf/threads.ts';
import type { Template } from '../template/load.ts';
import { recordSelf } from './record.ts';

/**
 * What builds are done with, and what stays from one to the next: what the cache holds, what is known of fonts and of our own
 * code, a browser with its tabs, and the threads that compile. Nothing is started before it is needed. Whoever opens it closes it.
 */
export class Workshop {
  /** What was printed before. */
  readonly cache: PrintCache;
  readonly threads = new Threads();
  /** Our own version and code, as the record names it. */
  readonly self: Promise<Awaited<ReturnType<typeof recordSelf>>>;
  readonly #signal: AbortSignal | undefined;
  readonly #faces = new Map<string, Promise<LoadedFace[]>>();
  #press: { fonts: string; press: Press } | undefined;
  #closed = false;

  private constructor(cache: PrintCache, signal: AbortSignal | undefined) {
    this.cache = cache;
    this.#signal = signal;
    this.self = recordSelf();
    this.self.catch(() => {});
  }

  /** `resident`: for many builds. `signal` ends the browser at once. */
  static async open({
    resident = false,
    signal,
  }: {
    resident?: boolean;
    signal?: AbortSignal | undefined;
  } = {}): Promise<Workshop> {
    return new Workshop(await PrintCache.open({ memory: resident }), signal);
  }

  /** The fonts of a template: they take long to read, and do not change. @throws Failure (2) */
  faces(template: Template): Promise<LoadedFace[]> {
    const key = JSON.stringify([template.faces, template.lines.marks]);
    const known = this.#faces.get(key) ?? loadFaces(template, this.cache);
    this.#faces.set(key, known);
    known.catch(() => this.#faces.delete(key));
    return known;
  }

  /** Cuts fonts in a thread; what is known of them hangs on their files alone, and is taken from the cache in any case. */
  get cutter(): FontCutter {
    return { cache: this.cache, cut: (path, characters) => this.threads.cutFont(path, characters) };
  }

  /** Whether there is a press. */
  get hasPress(): boolean {
    return this.#press !== undefined;
  }

  /** The press with these fonts: the one of the last build, with its tabs open, if that had the same. */
  async press(
    { faces, key }: BookFonts,
    { generic }: Pick<Template, 'generic'>,
    answers: ReadonlyMap<string, Answer>,
  ): Promise<Press> {
    if (this.#press?.fonts === key) {
      this.#press.press.answer(answers);
      return this.#press.press;
    }
    await this.#press?.press.close();
    // A build that failed may have begun to open one: nobody would close it any more.
    if (this.#closed) throw new Error('the workshop is closed');
    const signal = this.#signal;
    const press = new Press(() => openBrowser({ faces, generic }, signal), answers, { signal });
    this.#press = { fonts: key, press };
    return press;
  }

  /** A build has ended. */
  turn(): void {
    this.cache.turn();
  }

  /** Ends browser and threads. What is under way fails. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([this.#press?.press.close(), this.threads.close()]);
    this.#press = undefined;
  }
}
