import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import Tinypool from 'tinypool';
import { codeFolder } from '../package-folder.ts';
import { Failure } from '../report/failure.ts';
import type { VerifyBook } from './assemble/claims.ts';
import type { CompiledPages, CompiledPart } from './assemble/compiled.ts';
import type { CompiledFurniture } from './assemble/furniture.ts';
import type { PartFacts } from './part-facts.ts';
import type { Outcome } from './thread.ts';

type Works = typeof import('./thread.ts');
type Given<Name extends keyof Works> = Parameters<Works[Name]>[0];
type Result<Name extends keyof Works> = Extract<Awaited<ReturnType<Works[Name]>>, { value: unknown }>['value'];

const worker = path.join(codeFolder, 'pdf/thread.js');

/**
 * Threads beside the one that drives the browser, for the slowest work of ours: it hangs on nothing but what it is given. Where our
 * code runs uncompiled there is no file for a thread to load, and the work is done in this one.
 */
export class Threads {
  /** How many there are at most. The browser needs a core as well; and each has to warm up by itself. */
  readonly count = Math.max(1, Math.min(availableParallelism(), 4) - 1);
  #pool: Tinypool | undefined;
  #ready = false;

  /** Has them load what compiles, so that it is there by the time that the first part is printed. */
  getReady(): void {
    if (this.#ready) return;
    this.#ready = true;
    if (this.#start()) this.#run('getReady', undefined).catch(() => {});
  }

  /** As its namesake. @throws Failure (3) */
  compilePart(bytes: Uint8Array, facts: PartFacts): Promise<CompiledPart> {
    return this.#run('compilePart', { bytes, facts });
  }

  /** As its namesake. @throws Failure (3) */
  compileGlimpse(bytes: Uint8Array): Promise<CompiledPages> {
    return this.#run('compileGlimpse', { bytes });
  }

  /** As its namesake. @throws Failure (3) */
  compileFurniture(bytes: Uint8Array): Promise<CompiledFurniture> {
    return this.#run('compileFurniture', { bytes });
  }

  /** As its namesake. */
  readonly verifyBook: VerifyBook = (bytes, claims) => this.#run('verifyBook', { bytes, claims });

  /** The font of a file, cut down to some characters. */
  async cutFont(path: string, characters: readonly number[]): Promise<Buffer> {
    return Buffer.from(await this.#run('cutFont', { path, characters }));
  }

  async #run<Name extends keyof Works>(name: Name, given: Given<Name>): Promise<Result<Name>> {
    const pool = this.#start();
    const work = async () =>
      ((await import('./thread.ts'))[name] as (given: Given<Name>) => Promise<Outcome<Result<Name>>>)(given);
    const outcome: Outcome<Result<Name>> = await (pool ? pool.run(given, { name }) : work());
    if ('failure' in outcome) throw new Failure(outcome.failure.exitCode, outcome.failure.texts);
    return outcome.value;
  }

  #start(): Tinypool | undefined {
    if (this.#pool || !existsSync(worker)) return this.#pool;
    this.#pool = new Tinypool({ filename: worker, minThreads: this.count, maxThreads: this.count });
    return this.#pool;
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await this.#pool?.destroy();
    this.#pool = undefined;
  }
}
