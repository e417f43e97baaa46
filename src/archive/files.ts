import type { Digests } from './disk/disk.ts';

/** Something directly in a folder; what is neither a file nor a folder (a link, a device) has no place in a store. */
export interface Entry {
  name: string;
  isFile(): boolean;
  isDirectory(): boolean;
}

export interface HashJob {
  file: string;
  /** Node's names. */
  algorithms: readonly string[];
}

/** The digests by algorithm, or the code of the error that kept the file from being read. */
export type Hashed = { digests: ReadonlyMap<string, string>; bytes: number } | { failed: string };

/**
 * How a store is read, wherever it is. Paths are relative to the storage root, with slashes; '' is the root itself. A file that
 * is not there or cannot be read is an error with the code ENOENT.
 */
export interface StoreFiles {
  /** In the order of names; none for a folder that is not there. */
  entries(folder: string): Promise<Entry[]>;
  read(file: string): Promise<Buffer>;
  /** Hashes many files, in the order given. */
  hash(jobs: readonly HashJob[]): Promise<Hashed[]>;
  /** Copies a file of the store to a new one on this machine's disk, and says what was copied. */
  copyOut(file: string, target: string): Promise<Digests>;
}

export function joinPath(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('/');
}

export function inNameOrder<T extends { name: string }>(entries: T[]): T[] {
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function notThere(file: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`no such file in the store: ${file}`), { code: 'ENOENT' });
}

/** Undefined for a file that is not there. */
export async function readIfThere(files: StoreFiles, file: string): Promise<Buffer | undefined> {
  return files.read(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}
