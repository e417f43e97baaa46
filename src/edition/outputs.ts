import { createHash } from 'node:crypto';
import { access, constants, lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../report/failure.ts';
import type { RecordedFile } from './record.ts';

/** Makes the output folder and checks that files can be written there, before any long work. @throws Failure (3) */
export async function prepareFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Failure(
      3,
      {
        zh: `不能写入输出文件夹 ${folder}（${code}）。请检查权限，或用 --out 另选一个。`,
        en: `Cannot write to the output folder ${folder} (${code}). Check its permissions, or choose another with --out.`,
      },
      { cause },
    );
  }
}

/**
 * The files of a build, all of them or none: each is written to a temporary file beside its place as soon as it is made, and all
 * are renamed at the end. A full disk or an interruption leaves the files of the last build as they were.
 */
export class Outputs {
  readonly #folder: string;
  readonly #signal: AbortSignal | undefined;
  readonly #temporary = new Map<string, string>();
  readonly #written: RecordedFile[] = [];

  constructor(folder: string, signal?: AbortSignal) {
    this.#folder = folder;
    this.#signal = signal;
  }

  /** What was written so far, in order. */
  get written(): readonly RecordedFile[] {
    return this.#written;
  }

  /** Writes a file; what comes in pieces is never in memory as a whole. @throws Failure (3) */
  async add(name: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<void> {
    this.#signal?.throwIfAborted();
    const file = path.join(this.#folder, `.${name}.${process.pid}.tmp`);
    this.#temporary.set(name, file);
    const hash = createHash('sha256');
    let bytes = 0;
    await this.#toDisk(async () => {
      const handle = await open(file, 'w');
      try {
        for await (const piece of content instanceof Uint8Array ? [content] : content) {
          this.#signal?.throwIfAborted();
          await handle.writeFile(piece);
          hash.update(piece);
          bytes += piece.length;
        }
        await handle.sync();
      } finally {
        await handle.close();
      }
    });
    this.#written.push({ path: name, bytes, sha256: hash.digest('hex') });
  }

  /** Puts all files in their places. @throws Failure (3) */
  async commit(): Promise<void> {
    await this.#toDisk(async () => {
      this.#signal?.throwIfAborted();
      for (const name of this.#temporary.keys()) await refuseFolder(path.join(this.#folder, name));
      for (const [name, file] of this.#temporary) await rename(file, path.join(this.#folder, name));
    });
  }

  /** Removes what has no place yet. What cannot be removed must not hide why nothing was written. */
  async discard(): Promise<void> {
    for (const file of this.#temporary.values()) await rm(file, { force: true }).catch(() => {});
  }

  async #toDisk(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      this.#signal?.throwIfAborted();
      const { code, syscall } = cause as NodeJS.ErrnoException;
      // What made the content may have failed, too, and says so itself.
      if (cause instanceof Failure || !syscall) throw cause;
      throw cannotWrite(this.#folder, code, cause);
    }
  }
}

function cannotWrite(folder: string, code: string | undefined, cause: unknown): Failure {
  const full = code === 'ENOSPC' || code === 'EDQUOT';
  const zh = full
    ? `磁盘满了，没有写成。请腾出空间再试；原来的文件没有动。`
    : `写不进 ${folder}（${code}）。原来的文件没有动。`;
  const en = full
    ? 'The disk is full; nothing was written. Make room and try again; the files there before are unchanged.'
    : `Cannot write to ${folder} (${code}); the files there before are unchanged.`;
  return new Failure(3, { zh, en }, { cause });
}

/** A folder in the place of a file is the one thing that could stop the renaming half-way. */
async function refuseFolder(file: string): Promise<void> {
  const info = await lstat(file).catch(() => undefined);
  if (!info?.isDirectory()) return;
  throw new Failure(3, {
    zh: `${file} 是文件夹，不能写成文件。请移走它，或用 --out 另选一个；原来的文件没有动。`,
    en: `${file} is a folder and cannot be written. Move it away, or choose another place with --out; the files there before are unchanged.`,
  });
}
