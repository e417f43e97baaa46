import { readFile } from 'node:fs/promises';
import { Failure } from '../report/failure.ts';
import type { CompiledPages, CompiledPart } from './assemble/compiled.ts';
import type { CompiledFurniture } from './assemble/furniture.ts';
import type { Claim } from './finish/conformance.ts';
import type { Finding } from './finish/verify/finding.ts';
import type { PartFacts } from './part-facts.ts';
import { subsetFont } from './subset.ts';

/** What comes back from a thread. An error would lose its class on the way, and with it its texts. */
export type Outcome<T> = { value: T } | { failure: Pick<Failure, 'exitCode' | 'texts'> };

async function outcome<T>(value: Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await value };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { exitCode, texts } = error;
    return { failure: { exitCode, texts } };
  }
}

// What runs in the threads (see threads.ts), by name. What one work alone needs is loaded when it comes.

export async function getReady(): Promise<Outcome<void>> {
  await import('./assemble/compile.ts');
  return { value: undefined };
}

export function compilePart({ bytes, facts }: { bytes: Uint8Array; facts: PartFacts }): Promise<Outcome<CompiledPart>> {
  return outcome(import('./assemble/compile.ts').then((module) => module.compilePart(bytes, facts)));
}

export function compileGlimpse({ bytes }: { bytes: Uint8Array }): Promise<Outcome<CompiledPages>> {
  return outcome(import('./assemble/compile-glimpse.ts').then((module) => module.compileGlimpse(bytes)));
}

export function compileFurniture({ bytes }: { bytes: Uint8Array }): Promise<Outcome<CompiledFurniture>> {
  return outcome(import('./assemble/compile-furniture.ts').then((module) => module.compileFurniture(bytes)));
}

export function verifyBook({
  bytes,
  claims,
}: {
  bytes: Uint8Array;
  claims: readonly Claim[];
}): Promise<Outcome<Finding[]>> {
  return outcome(import('./finish/verify/index.ts').then((module) => module.verifyBook(bytes, claims)));
}

export function cutFont({
  path,
  characters,
}: {
  path: string;
  characters: readonly number[];
}): Promise<Outcome<Uint8Array>> {
  return outcome(readFile(path).then((font) => subsetFont(font, characters)));
}
