import type { StoreChanges } from './changes.ts';
import { makeDiskStore, openDiskStore } from './disk/open.ts';
import type { StoreFiles } from './files.ts';

/** An OCFL storage root: on disk, or on a remote service with the same paths. */
export interface Store {
  /** An absolute path, or s3://bucket/prefix. */
  root: string;
  files: StoreFiles;
  changes: StoreChanges;
}

const remote = /^s3:\/\//i;

/** Opens a store that exists: a folder, or s3://bucket/prefix. @throws Failure (2) if it is none of ours, (3) if it cannot be reached */
export async function openStore(address: string): Promise<Store> {
  if (remote.test(address)) return (await import('./remote/open.ts')).openRemoteStore(address);
  return openDiskStore(address);
}

/** Opens a store, or makes one where nothing is yet. @throws Failure (2, 3) */
export async function makeStore(address: string): Promise<Store> {
  if (remote.test(address)) return (await import('./remote/open.ts')).makeRemoteStore(address);
  return makeDiskStore(address);
}
