import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import type { Hashed, HashJob } from '../files.ts';

/** Hashes files on disk, in the order given. */
export async function hashFiles(jobs: readonly HashJob[]): Promise<Hashed[]> {
  const buffer = Buffer.allocUnsafe(1024 * 1024);
  return jobs.map(({ file, algorithms }): Hashed => {
    try {
      const handle = openSync(file, 'r');
      try {
        const hashes = algorithms.map((algorithm) => [algorithm, createHash(algorithm)] as const);
        let bytes = 0;
        for (let read = readSync(handle, buffer); read > 0; read = readSync(handle, buffer)) {
          bytes += read;
          for (const [, hash] of hashes) hash.update(buffer.subarray(0, read));
        }
        return { digests: new Map(hashes.map(([algorithm, hash]) => [algorithm, hash.digest('hex')])), bytes };
      } finally {
        closeSync(handle);
      }
    } catch (error) {
      return { failed: (error as NodeJS.ErrnoException).code ?? 'EIO' };
    }
  });
}
