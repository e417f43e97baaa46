import { Failure } from '../../report/failure.ts';
import type { PartFacts } from '../part-facts.ts';
import { type CompiledPart, compilePart } from './compile.ts';

/** What comes back from the thread. An error would lose its class on the way, and with it its texts. */
export type Compiled = { part: CompiledPart } | { failure: Pick<Failure, 'exitCode' | 'texts'> };

/** Runs in a thread of its own (see compilers.ts). */
export default async function compile({ bytes, facts }: { bytes: Uint8Array; facts: PartFacts }): Promise<Compiled> {
  try {
    return { part: await compilePart(bytes, facts) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { exitCode, texts } = error;
    return { failure: { exitCode, texts } };
  }
}
