import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import Tinypool from 'tinypool';
import { Failure } from '../report/failure.ts';
import type { CompiledPart } from './assemble/compile.ts';
import type { PartFacts } from './part-facts.ts';
import type { Compiled } from './thread.ts';

const worker = fileURLToPath(new URL('./thread.js', import.meta.url));

/**
 * Threads beside the one that drives the browser, for the slowest work of ours: it hangs on nothing but what it is given. Where our
 * code runs uncompiled there is no file for a thread to load, and the work is done in this one.
 */
export class Threads {
  #pool: Tinypool | undefined;
  #ready = false;

  /** Has them load what compiles, so that it is there by the time that the first part is printed. */
  getReady(): void {
    if (this.#ready) return;
    this.#ready = true;
    this.#start()
      ?.run(undefined, { name: 'getReady' })
      .catch(() => {});
  }

  /** As `compilePart`. @throws Failure (3) */
  async compile(bytes: Uint8Array, facts: PartFacts): Promise<CompiledPart> {
    const pool = this.#start();
    if (!pool) return (await import('./assemble/compile.ts')).compilePart(bytes, facts);
    const compiled = (await pool.run({ bytes, facts }, { name: 'compile' })) as Compiled;
    if ('failure' in compiled) throw new Failure(compiled.failure.exitCode, compiled.failure.texts);
    return compiled.part;
  }

  /** The font of a file, cut down to some characters. */
  async cutFont(path: string, characters: readonly number[]): Promise<Buffer> {
    const work = { path, characters };
    const pool = this.#start();
    if (!pool) return (await import('./thread.ts')).cutFont(work);
    return Buffer.from((await pool.run(work, { name: 'cutFont' })) as Uint8Array);
  }

  #start(): Tinypool | undefined {
    if (this.#pool || !existsSync(worker)) return this.#pool;
    // The browser needs a core as well; and each thread has to warm up by itself.
    const threads = Math.max(1, Math.min(availableParallelism(), 4) - 1);
    this.#pool = new Tinypool({ filename: worker, minThreads: threads, maxThreads: threads });
    return this.#pool;
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await this.#pool?.destroy();
    this.#pool = undefined;
  }
}
