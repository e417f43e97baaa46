import type { Digests } from './disk/disk.ts';
import type { Inventory } from './inventory.ts';

/** A file to keep: its logical path, where its bytes are, and what they were recorded to be. */
export interface Source {
  path: string;
  from: { file: string } | { bytes: () => Promise<Uint8Array> };
  sha256?: string | undefined;
  sha512?: string | undefined;
}

/** The version before the one that is made. */
export interface Previous {
  version: string;
  /** Digest of its inventory. */
  digest: string;
  inventory: Inventory;
}

export interface Committed {
  version: string;
  /** False if the last version holds the same. */
  isNew: boolean;
  /** Bytes that were not in the object before. */
  added: number;
}

/** A version while it is written. No reader sees anything of it before `finish`. */
export interface Draft {
  previous: Previous | undefined;
  version: string;
  /** Keeps the bytes of a source at a path of the version's content folder, unless `known` says that the object has them. */
  keep(portable: string, from: Source['from'], known: (sha512: string) => boolean): Promise<Digests>;
  /** Makes it the newest version, in one step. */
  finish(inventory: { json: Buffer; sidecar: Buffer }): Promise<void>;
}

/** What recovery did to one object. */
export interface Recovered {
  publication: string;
  version: string;
  /** finished: the version is there; undone: it is not, and nothing of it; mended: the root inventory was written again. */
  outcome: 'finished' | 'undone' | 'mended';
}

/** How a store is changed, wherever it is. */
export interface StoreChanges {
  /**
   * Lets `work` write the next version of an object, as its only writer; a draft that is not finished leaves nothing.
   * @throws Failure (3) when another writer holds the object for longer than `patience` milliseconds, or the place refuses
   */
  write(
    id: string,
    patience: number | undefined,
    work: (draft: Draft) => Promise<Committed>,
    signal?: AbortSignal,
  ): Promise<Committed>;
  /** Ends what writers that are gone have begun. Cheap when there is nothing to do, so every use of a store begins with it. */
  settle(): Promise<Recovered[]>;
  /** The same to the end, and writes damaged root inventories again. Reads every object. */
  recover(): Promise<Recovered[]>;
  /** Writes a file of an object's `logs`, which OCFL leaves to the store. */
  keepLog(file: string, bytes: Uint8Array): Promise<void>;
  /** Folders that are being written, or were when their writer was interrupted: what is in them is in no inventory yet. */
  beingWritten(): Promise<ReadonlySet<string>>;
}
