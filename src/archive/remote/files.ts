import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Digests } from '../disk/disk.ts';
import { type Hashed, type HashJob, inNameOrder, notThere, type StoreFiles } from '../files.ts';
import type { Bucket } from './bucket.ts';

/** How many requests go at once: most of the time of each is the way there and back. */
const lanes = 8;

/** Reads a store in a bucket. */
export function remoteFiles(bucket: Bucket): StoreFiles {
  return {
    async entries(folder) {
      const { files, folders } = await bucket.list(folder);
      const entry = (path: string, isFolder: boolean) => ({
        name: path.slice(path.lastIndexOf('/') + 1),
        isFile: () => !isFolder,
        isDirectory: () => isFolder,
      });
      return inNameOrder([...files.map(({ path }) => entry(path, false)), ...folders.map((path) => entry(path, true))]);
    },
    async read(file) {
      const got = await bucket.get(file);
      if (!got) throw notThere(file);
      return got.bytes;
    },
    async hash(jobs) {
      const hashed: Hashed[] = new Array(jobs.length);
      let next = 0;
      const lane = async () => {
        for (let at = next++; at < jobs.length; at = next++) hashed[at] = await hashOne(bucket, jobs[at] as HashJob);
      };
      await Promise.all(Array.from({ length: lanes }, lane));
      return hashed;
    },
    copyOut: (file, target) => copyOut(bucket, file, target),
  };
}

async function hashOne(bucket: Bucket, { file, algorithms }: HashJob): Promise<Hashed> {
  let hashes = new Map<string, ReturnType<typeof createHash>>();
  let bytes = 0;
  const found = await bucket.stream(file, {
    begin: () => {
      hashes = new Map(algorithms.map((algorithm) => [algorithm, createHash(algorithm)]));
      bytes = 0;
    },
    take: (part) => {
      bytes += part.length;
      for (const hash of hashes.values()) hash.update(part);
    },
  });
  if (!found) return { failed: 'ENOENT' };
  return { digests: new Map([...hashes].map(([algorithm, hash]) => [algorithm, hash.digest('hex')])), bytes };
}

async function copyOut(bucket: Bucket, file: string, target: string): Promise<Digests> {
  const handle = await open(target, 'wx');
  try {
    let [sha512, sha256] = [createHash('sha512'), createHash('sha256')];
    let bytes = 0;
    const found = await bucket.stream(file, {
      begin: async () => {
        [sha512, sha256] = [createHash('sha512'), createHash('sha256')];
        bytes = 0;
        await handle.truncate();
      },
      take: async (part) => {
        sha512.update(part);
        sha256.update(part);
        for (let done = 0; done < part.length; )
          done += (await handle.write(part, done, undefined, bytes + done)).bytesWritten;
        bytes += part.length;
      },
    });
    if (!found) throw notThere(file);
    await handle.sync();
    return { sha512: sha512.digest('hex'), sha256: sha256.digest('hex'), bytes };
  } finally {
    await handle.close();
  }
}
