import { openStore, type Store } from '../../archive/store.ts';
import { Failure } from '../../report/failure.ts';

/**
 * Opens a store to read it. What an interrupted writer left is ended first; where that cannot be written, the store is read as it
 * is, which is whole but for the version that was being added.
 */
export async function openToRead(folder: string): Promise<Store> {
  const store = await openStore(folder);
  await store.changes.settle().catch((error: unknown) => {
    const code = error instanceof Failure ? (error.cause as NodeJS.ErrnoException | undefined)?.code : undefined;
    if (code !== 'EROFS' && code !== 'EACCES' && code !== 'EPERM') throw error;
  });
  return store;
}
