import { recoverStages } from '../../archive/recover.ts';
import { findObject, openStore, type Store } from '../../archive/store.ts';
import { Failure } from '../../report/failure.ts';

/**
 * Opens a store to read it. What an interrupted writer left is ended first; where that cannot be written, the store is read as it
 * is, which is whole but for the version that was being added.
 */
export async function openToRead(folder: string): Promise<Store> {
  const store = await openStore(folder);
  await recoverStages(store).catch((error: unknown) => {
    const code = error instanceof Failure ? (error.cause as NodeJS.ErrnoException | undefined)?.code : undefined;
    if (code !== 'EROFS' && code !== 'EACCES' && code !== 'EPERM') throw error;
  });
  return store;
}

/** `taiyuan-2025@v2` in its parts; the version is undefined if none is named. */
export function splitAddress(text: string): { publication: string; version: string | undefined } {
  const match = /^(.+)@(v\d+)$/.exec(text);
  return { publication: match?.[1] ?? text, version: match?.[2] };
}

/** The folder of a publication and the version meant, the newest if none is named. @throws Failure (2) */
export async function findVersion(store: Store, text: string) {
  const { publication, version } = splitAddress(text);
  return { folder: await findObject(store, publication), publication, version };
}
