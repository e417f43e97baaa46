import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { makeNewFolder } from './new-folder.ts';
import { type FoundVersion, filesOf, unreadable } from './read-version.ts';

export interface Restored {
  files: number;
  bytes: number;
}

/**
 * Writes the files of a version to a new folder, each byte checked on the way; if one is not as archived there is no folder.
 * @throws Failure (2) the folder is taken, (3) damage or disk
 */
export async function restoreVersion(found: FoundVersion, out: string, signal?: AbortSignal): Promise<Restored> {
  let restored: Restored = { files: 0, bytes: 0 };
  await makeNewFolder(out, async (folder) => {
    restored = await copyChecked(found, folder, signal);
  });
  return restored;
}

/** Copies every file of a version below a folder. @throws Failure (3) if one is not what the inventory says */
export async function copyChecked(found: FoundVersion, folder: string, signal?: AbortSignal): Promise<Restored> {
  const address = `${found.publication}@${found.version}`;
  const algorithm = found.inventory.digestAlgorithm;
  let bytes = 0;
  const files = filesOf(found);
  for (const stored of files) {
    signal?.throwIfAborted();
    const target = path.join(folder, ...stored.path.split('/'));
    await mkdir(path.dirname(target), { recursive: true });
    const digests = await found.files.copyOut(stored.file, target).catch((error: NodeJS.ErrnoException) => {
      // Another error is of the disk that is written to.
      throw error.code === 'ENOENT' ? unreadable(address, stored.path) : error;
    });
    if (digests[algorithm] !== stored.digest) throw unreadable(address, stored.path);
    bytes += digests.bytes;
  }
  return { files: files.length, bytes };
}
