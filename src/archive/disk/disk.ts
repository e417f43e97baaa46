import { createHash } from 'node:crypto';
import { constants, copyFile, link, mkdir, open, rename, rm } from 'node:fs/promises';

/** What a file holds, in lower-case hexadecimal. */
export interface Digests {
  sha512: string;
  sha256: string;
  bytes: number;
}

/**
 * Every change that the archive makes on disk goes through here, one at a time, so that a test can stop it at any of them.
 * When a promise of writeFile, copyFile or syncFolder is fulfilled, the bytes or names are on the disk and not only in memory.
 */
export interface Disk {
  /** One folder; its parent must exist. Fails if it exists. */
  makeFolder(folder: string): Promise<void>;
  /** A new file. Fails if it exists. */
  writeFile(file: string, bytes: Uint8Array): Promise<void>;
  /** Copies a file to a new one and says what was copied. */
  copyFile(from: string, to: string): Promise<Digests>;
  /** A file or an empty folder in the new place is replaced; a folder that holds anything is not (ENOTEMPTY). */
  rename(from: string, to: string): Promise<void>;
  /** A second name for a file; fails if the name is taken. */
  link(file: string, name: string): Promise<void>;
  /** A file, or a folder with all that is in it. Nothing there is no error. */
  remove(name: string): Promise<void>;
  syncFolder(folder: string): Promise<void>;
}

export function digestsOf(bytes: Uint8Array): Digests {
  const of = (algorithm: string) => createHash(algorithm).update(bytes).digest('hex');
  return { sha512: of('sha512'), sha256: of('sha256'), bytes: bytes.length };
}

const chunk = 1024 * 1024;

export const realDisk: Disk = {
  makeFolder: (folder) => mkdir(folder),
  async writeFile(file, bytes) {
    const handle = await open(file, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  async copyFile(from, to) {
    const hashes = { sha512: createHash('sha512'), sha256: createHash('sha256') };
    const source = await open(from, 'r');
    try {
      const target = await open(to, 'wx');
      try {
        const buffer = Buffer.allocUnsafe(chunk);
        let bytes = 0;
        for (;;) {
          const { bytesRead } = await source.read(buffer, 0, chunk);
          if (bytesRead === 0) break;
          const part = buffer.subarray(0, bytesRead);
          // What is hashed is what is written: a source that changes meanwhile cannot part the two.
          hashes.sha512.update(part);
          hashes.sha256.update(part);
          for (let done = 0; done < bytesRead; ) done += (await target.write(part, done)).bytesWritten;
          bytes += bytesRead;
        }
        await target.sync();
        return { sha512: hashes.sha512.digest('hex'), sha256: hashes.sha256.digest('hex'), bytes };
      } finally {
        await target.close();
      }
    } finally {
      await source.close();
    }
  },
  rename: (from, to) => rename(from, to),
  async link(file, name) {
    await link(file, name).catch(async (error: NodeJS.ErrnoException) => {
      // File systems without hard links (exFAT, some network shares) can still make a file that must not exist.
      if (error.code !== 'EPERM' && error.code !== 'ENOTSUP' && error.code !== 'ENOSYS') throw error;
      await copyFile(file, name, constants.COPYFILE_EXCL);
    });
  },
  remove: (name) => rm(name, { recursive: true, force: true }),
  async syncFolder(folder) {
    // Windows cannot open a folder; there the file system keeps the order itself.
    if (process.platform === 'win32') return;
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};
