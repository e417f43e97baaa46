import { access, constants, lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../report/failure.ts';

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
 * Writes all files or none of them: each to a temporary file beside its place, then all renamed. A full disk or an
 * interruption leaves the files of the last build as they were.
 */
export async function writeAll(folder: string, files: Map<string, Uint8Array>, signal?: AbortSignal): Promise<void> {
  const temporary = new Map<string, string>();
  try {
    for (const [name, bytes] of files) {
      signal?.throwIfAborted();
      const file = path.join(folder, `.${name}.${process.pid}.tmp`);
      temporary.set(name, file);
      const handle = await open(file, 'w');
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
    }
    signal?.throwIfAborted();
    for (const name of temporary.keys()) await refuseFolder(path.join(folder, name));
    for (const [name, file] of temporary) await rename(file, path.join(folder, name));
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof Failure) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    const zh =
      code === 'ENOSPC' || code === 'EDQUOT'
        ? `磁盘满了，没有写成。请腾出空间再试；原来的文件没有动。`
        : `写不进 ${folder}（${code}）。原来的文件没有动。`;
    const en =
      code === 'ENOSPC' || code === 'EDQUOT'
        ? 'The disk is full; nothing was written. Make room and try again; the files there before are unchanged.'
        : `Cannot write to ${folder} (${code}); the files there before are unchanged.`;
    throw new Failure(3, { zh, en }, { cause });
  } finally {
    // What cannot be removed must not hide why nothing was written.
    for (const file of temporary.values()) await rm(file, { force: true }).catch(() => {});
  }
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
