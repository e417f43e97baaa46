import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** package-lock.json, version 2 or 3: what of it is used here. */
export interface PackageLock {
  packages: Record<
    string,
    {
      name?: string;
      version?: string;
      dev?: boolean;
      dependencies?: Record<string, string>;
      devDependencies?: Record<string, string>;
      optionalDependencies?: Record<string, string>;
      peerDependencies?: Record<string, string>;
    }
  >;
}

/** npm's lockfile in a folder; undefined if there is none that can be read. */
export async function readLock(folder: string): Promise<PackageLock | undefined> {
  for (const name of ['package-lock.json', 'npm-shrinkwrap.json']) {
    const text = await readFile(path.join(folder, name), 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    try {
      const lock = JSON.parse(text) as Partial<PackageLock>;
      if (typeof lock.packages === 'object') return lock as PackageLock;
    } catch {
      // What is no JSON is no lockfile.
    }
  }
  return undefined;
}

/** The packages at the top of node_modules that are needed at run time. */
export function lockedPackages({ packages }: PackageLock): { name: string; version: string }[] {
  return Object.entries(packages).flatMap(([place, { version, dev }]) => {
    const name = /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(place)?.[1];
    return name && version && !dev ? [{ name, version }] : [];
  });
}
