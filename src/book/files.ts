import { constants } from 'node:fs';
import { type FileHandle, open, readdir, realpath } from 'node:fs/promises';
import path from 'node:path';

/** Why a file of the manuscript was not read. */
export type Refusal = 'outside' | 'missing' | 'unreadable' | 'not-a-file' | 'empty' | 'too-large';

export class RefusedFile extends Error {
  readonly reason: Refusal;
  constructor(reason: Refusal, name: string) {
    super(`${name}: ${reason}`);
    this.reason = reason;
  }
}

/** 512 MB: larger than any picture or text that belongs in a manuscript. */
const largest = 512 * 1024 * 1024;

/**
 * The only way to read what an author wrote or names. Paths are relative to one folder; `..`, absolute paths, drive
 * letters and symbolic links that lead out of the folder are refused, whatever they point to.
 */
export class JailedFiles {
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  /** Throws ENOENT or ENOTDIR as the file system does. */
  static async open(folder: string): Promise<JailedFiles> {
    return new JailedFiles(await realpath(folder));
  }

  /** The bytes of a file; in `room` if they fit, which saves memory where many files are read one after another. Throws RefusedFile. */
  async read(name: string, room?: Buffer): Promise<Buffer> {
    const file = await this.#resolve(name);
    // O_NONBLOCK: a named pipe in the folder must not hang the build.
    const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: NodeJS.ErrnoException) => {
      throw new RefusedFile(error.code === 'ENOENT' ? 'missing' : 'unreadable', name);
    });
    try {
      const stat = await handle.stat();
      if (!stat.isFile()) throw new RefusedFile('not-a-file', name);
      if (stat.size > largest) throw new RefusedFile('too-large', name);
      return room && stat.size <= room.length ? await fill(handle, room) : await handle.readFile();
    } finally {
      await handle.close();
    }
  }

  /** The names of the folder's own files, sorted by code unit so that the order is the same everywhere. */
  async list(): Promise<string[]> {
    const entries = await readdir(this.root, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map((entry) => entry.name)
      .sort();
  }

  async #resolve(name: string): Promise<string> {
    const normal = path.posix.normalize(name.replaceAll('\\', '/'));
    const escapes =
      normal === '..' || normal.startsWith('../') || path.posix.isAbsolute(normal) || /^[A-Za-z]:/.test(normal);
    if (escapes || normal.includes('\0')) throw new RefusedFile('outside', name);
    const full = path.join(this.root, normal);
    const real = await realpath(full).catch((error: NodeJS.ErrnoException) => {
      throw new RefusedFile(error.code === 'ENOENT' || error.code === 'ENOTDIR' ? 'missing' : 'unreadable', name);
    });
    if (real !== this.root && !real.startsWith(this.root + path.sep)) throw new RefusedFile('outside', name);
    return real;
  }
}

/** Reads a file into `room` up to its end, or as far as there is room: a file that grows meanwhile is cut, which its digest tells. */
async function fill(handle: FileHandle, room: Buffer): Promise<Buffer> {
  let length = 0;
  for (let read = 1; read > 0 && length < room.length; length += read) {
    read = (await handle.read(room, length, room.length - length, length)).bytesRead;
  }
  return room.subarray(0, length);
}
