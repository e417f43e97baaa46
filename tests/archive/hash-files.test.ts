import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { hashFiles } from '../../src/archive/disk/hash-files.ts';
import { temporaryFolder } from './small-store.ts';

// 3 are hashed here, 300 in threads.
it.each([3, 300])('hashes %i files in the order given, and tells which cannot be read', async (count) => {
  const folder = await temporaryFolder();
  const names = Array.from({ length: count }, (_, i) => path.join(folder, `${i}.md`));
  const text = (i: number) => `${i}`.repeat(i * 7);
  for (const [i, file] of names.entries()) if (i !== 1) await writeFile(file, text(i));
  const jobs = names.map((file, i) => ({ file, algorithms: i % 2 === 0 ? ['sha512', 'md5'] : ['sha256'] }));
  const hashed = await hashFiles(jobs);
  expect(hashed).toHaveLength(count);
  expect(hashed[1]).toEqual({ failed: 'ENOENT' });
  for (const [i, { algorithms }] of jobs.entries()) {
    if (i === 1) continue;
    const digests = algorithms.map((name) => [name, createHash(name).update(text(i)).digest('hex')] as const);
    expect(hashed[i]).toEqual({ digests: new Map(digests), bytes: text(i).length });
  }
});
