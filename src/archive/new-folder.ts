import { lstat, mkdir, mkdtemp, readdir, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../report/failure.ts';

/**
 * Makes a folder by filling one beside it, which takes its place when `fill` is done: it is there whole or not at all. An empty
 * folder may stand in the place. @throws Failure (2) if anything else does, (3) if the disk refuses
 */
export async function makeNewFolder(target: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const place = path.resolve(target);
  const info = await lstat(place).catch(() => undefined);
  if (info && !(info.isDirectory() && (await readdir(place)).length === 0)) {
    throw new Failure(2, {
      zh: `${target} 已经有了。请另选一个输出文件夹（--out）。`,
      en: `${target} is there already. Choose another output folder (--out).`,
    });
  }
  let temporary: string | undefined;
  try {
    await mkdir(path.dirname(place), { recursive: true });
    temporary = await mkdtemp(path.join(path.dirname(place), `.${path.basename(place)}.`));
    await fill(temporary);
    if (info) await rmdir(place);
    await rename(temporary, place);
  } catch (cause) {
    if (cause instanceof Failure || (cause as NodeJS.ErrnoException).code === undefined) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    throw new Failure(
      3,
      {
        zh: code === 'ENOSPC' ? `磁盘满了，${target} 没有写成。` : `写不进 ${target}（${code}）。`,
        en: code === 'ENOSPC' ? `The disk is full; ${target} was not written.` : `Cannot write ${target} (${code}).`,
      },
      { cause },
    );
  } finally {
    if (temporary) await rm(temporary, { recursive: true, force: true }).catch(() => {});
  }
}
