import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** package-lock.json, version 2 or 3: what of it is used here. */
export interface PackageLock {
  /** By place: '' is the project itself, `node_modules/a/node_modules/b` a package within another. */
  packages: Record<string, LockedPackage>;
}

export interface LockedPackage {
  name?: string;
  version?: string;
  dev?: boolean;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
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

/**
 * The lockfile without what is for development only, but for the packages named and what they need: tools of development are many,
 * come and go, and had no part in the edition.
 */
export function withoutDevelopment(lock: PackageLock, needed: readonly string[]): PackageLock {
  const { packages } = lock;
  const { devDependencies = {}, dependencies, ...root } = packages[''] ?? {};
  const kept = Object.fromEntries(Object.entries(devDependencies).filter(([name]) => needed.includes(name)));
  const reached = new Set<string>();
  for (const name of Object.keys(kept)) reach(packages, '', name, reached);
  const places = Object.entries(packages).filter(([place, { dev }]) => place !== '' && (!dev || reached.has(place)));
  return {
    ...lock,
    packages: { '': { ...root, dependencies: { ...dependencies, ...kept } }, ...Object.fromEntries(places) },
  };
}

/** Gathers the place of a package that is needed at a place, and those of all that it needs. */
function reach(packages: PackageLock['packages'], from: string, name: string, reached: Set<string>): void {
  for (let folder: string | undefined = from; folder !== undefined; folder = parentOf(folder)) {
    const place = `${folder && `${folder}/`}node_modules/${name}`;
    const found = packages[place];
    if (!found) continue;
    if (reached.has(place)) return;
    reached.add(place);
    const { dependencies, optionalDependencies, peerDependencies } = found;
    for (const each of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
      reach(packages, place, each, reached);
    }
    return;
  }
}

function parentOf(place: string): string | undefined {
  return place === '' ? undefined : place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')));
}
