import { readFile } from 'node:fs/promises';
import { Failure } from '../report/failure.ts';
import type { CompiledPart } from './assemble/compile.ts';
import type { PartFacts } from './part-facts.ts';
import { subsetFont } from './subset.ts';

/** What runs in the threads (see threads.ts), by name. What one work alone needs is loaded when it comes. */

/** What comes back from compiling. An error would lose its class on the way, and with it its texts. */
export type Compiled = { part: CompiledPart } | { failure: Pick<Failure, 'exitCode' | 'texts'> };

export async function getReady(): Promise<void> {
  await import('./assemble/compile.ts');
}

export async function compile({ bytes, facts }: { bytes: Uint8Array; facts: PartFacts }): Promise<Compiled> {
  const { compilePart } = await import('./assemble/compile.ts');
  try {
    return { part: await compilePart(bytes, facts) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { exitCode, texts } = error;
    return { failure: { exitCode, texts } };
  }
}

export async function cutFont({ path, characters }: { path: string; characters: readonly number[] }): Promise<Buffer> {
  return subsetFont(await readFile(path), characters);
}
