import { joinPath, type StoreFiles } from '../files.ts';
import { nodeAlgorithm } from './digest-names.ts';
import type { Findings } from './finding.ts';
import type { FoundInventory } from './sidecar.ts';

/** Reads each content file once and compares it with every digest that an inventory has for it. */
export async function checkFixity(
  stored: StoreFiles,
  object: string,
  files: readonly string[],
  inventories: readonly FoundInventory[],
  at: (name: string) => string,
  findings: Findings,
): Promise<{ files: number; bytes: number }> {
  const jobs = files.map((file) => {
    const promises = promisedDigests(file, inventories);
    return { file, promises, algorithms: [...new Set(promises.map(({ algorithm }) => algorithm))] };
  });
  const hashed = await stored.hash(jobs.map(({ file, algorithms }) => ({ file: joinPath(object, file), algorithms })));
  let bytes = 0;
  for (const [i, { file, promises }] of jobs.entries()) {
    const found = hashed[i];
    if (!found || 'failed' in found) {
      findings.add('E092', at(file), `不能读（${found?.failed}）。`, `It cannot be read (${found?.failed}).`);
      continue;
    }
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
  }
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
