import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import Tinypool from 'tinypool';
import { Failure } from '../../report/failure.ts';
import type { PartFacts } from '../part-facts.ts';
import type { CompiledPart } from './compile.ts';
import type { Compiled } from './compile-worker.ts';

const worker = fileURLToPath(new URL('./compile-worker.js', import.meta.url));

/**
 * Compiles parts in threads beside the one that drives the browser: it is the slowest work of ours, and hangs on nothing but the
 * part. Where our code runs uncompiled there is no file for a thread to load, and the work is done in this one.
 */
export class Compilers {
  #pool: Tinypool | undefined;

  /** Starts the threads, so that they have loaded our code by the time that the first part is printed. */
  start(): void {
    if (this.#pool || !existsSync(worker)) return;
    // The browser needs a core as well; and each thread has to warm up by itself.
    const threads = Math.max(1, Math.min(availableParallelism(), 4) - 1);
    this.#pool = new Tinypool({ filename: worker, minThreads: threads, maxThreads: threads });
  }

  /** As `compilePart`. @throws Failure (3) */
  async compile(bytes: Uint8Array, facts: PartFacts): Promise<CompiledPart> {
    this.start();
    if (!this.#pool) return (await import('./compile.ts')).compilePart(bytes, facts);
    const compiled = (await this.#pool.run({ bytes, facts })) as Compiled;
    if ('failure' in compiled) throw new Failure(compiled.failure.exitCode, compiled.failure.texts);
    return compiled.part;
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await this.#pool?.destroy();
    this.#pool = undefined;
  }
}
