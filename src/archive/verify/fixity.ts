import { createHash, webcrypto } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { nodeAlgorithm } from './digest-names.ts';
import type { Findings } from './finding.ts';
import type { FoundInventory } from './sidecar.ts';

/** The digests of a file by Node's names of algorithms, and its size. */
export type HashFile = (
  file: string,
  algorithms: readonly string[],
) => Promise<{ digests: ReadonlyMap<string, string>; bytes: number }>;

/** Reads each content file once and compares it with every digest that an inventory has for it. */
export async function checkFixity(
  object: string,
  files: readonly string[],
  inventories: readonly FoundInventory[],
  at: (name: string) => string,
  findings: Findings,
  hash: HashFile = hashFile,
): Promise<{ files: number; bytes: number }> {
  let bytes = 0;
  const check = async (file: string): Promise<void> => {
    const promises = promisedDigests(file, inventories);
    const algorithms = [...new Set(promises.map(({ algorithm }) => algorithm))];
    const found = await hash(path.join(object, file), algorithms).catch((error: NodeJS.ErrnoException) => {
      findings.add('E092', at(file), `不能读（${error.code}）。`, `It cannot be read (${error.code}).`);
      return undefined;
    });
    if (!found) return;
    bytes += found.bytes;
    for (const { algorithm, digest, code } of promises) {
      if (found.digests.get(algorithm) === digest) continue;
      findings.add(
        code,
        at(file),
        `内容已变：${algorithm} 摘要与清单不符。`,
        `Its bytes have changed: the ${algorithm} digest is not that of the inventory.`,
      );
    }
  };
  const waiting = [...files];
  const lanes = Array.from({ length: availableParallelism() * 2 }, async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) await check(file);
  });
  await Promise.all(lanes);
  return { files: files.length, bytes };
}

interface Promised {
  algorithm: string;
  digest: string;
  code: 'E092' | 'E093';
}

function promisedDigests(file: string, inventories: readonly FoundInventory[]): Promised[] {
  const promises = new Map<string, Promised>();
  const add = (name: string, digest: string | undefined, code: Promised['code']) => {
    const algorithm = nodeAlgorithm(name);
    if (algorithm && digest) promises.set(`${algorithm} ${digest} ${code}`, { algorithm, digest, code });
  };
  for (const { algorithm, manifest, fixity } of inventories) {
    if (algorithm) add(algorithm, manifest.get(file), 'E092');
    for (const [name, digests] of fixity) add(name, digests.get(file), 'E093');
  }
  return [...promises.values()];
}

/** What the thread pool hashes, by Node's names. */
const webAlgorithms: Readonly<Record<string, string>> = { sha512: 'SHA-512', sha256: 'SHA-256', sha1: 'SHA-1' };

/** Up to this size a file is read whole: several at a time fit in memory. */
const whole = 32 * 1024 * 1024;

/** Hashes a file: small ones in the thread pool, so that several go at once; large ones in pieces on this thread. */
export const hashFile: HashFile = async (file, algorithms) => {
  const { size } = await stat(file);
  if (size <= whole && algorithms.every((algorithm) => algorithm in webAlgorithms)) {
    const bytes = await readFile(file);
    const digests = algorithms.map(async (algorithm) => {
      const digest = await webcrypto.subtle.digest(webAlgorithms[algorithm] ?? '', bytes);
      return [algorithm, Buffer.from(digest).toString('hex')] as const;
    });
    return { digests: new Map(await Promise.all(digests)), bytes: bytes.length };
  }
  const hashes = algorithms.map((algorithm) => [algorithm, createHash(algorithm)] as const);
  let bytes = 0;
  await pipeline(createReadStream(file, { highWaterMark: 1024 * 1024 }), async (chunks: AsyncIterable<Buffer>) => {
    for await (const part of chunks) {
      bytes += part.length;
      for (const [, hash] of hashes) hash.update(part);
    }
  });
  return { digests: new Map(hashes.map(([algorithm, hash]) => [algorithm, hash.digest('hex')])), bytes };
};
