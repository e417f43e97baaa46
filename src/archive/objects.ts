import { Failure } from '../report/failure.ts';
import { type Entry, joinPath, type StoreFiles } from './files.ts';
import { objectId, objectPath } from './layout.ts';
import type { Store } from './store.ts';

/** The folder of a publication's object, relative to the root. @throws Failure (2) if the store does not hold it. */
export async function findObject(store: Store, publication: string): Promise<string> {
  for (const id of [objectId(publication), publication]) {
    const folder = objectPath(id).join('/');
    if (isObject(await store.files.entries(folder))) return folder;
  }
  throw new Failure(2, {
    zh: `存档 ${store.root} 里没有“${publication}”。kanben archive list 列出全部。`,
    en: `The archive ${store.root} holds no "${publication}". kanben archive list names them all.`,
  });
}

/** The folders of all objects, relative to the root, in the order of their paths. */
export async function* objectFolders(files: StoreFiles): AsyncGenerator<string> {
  async function* walk(folder: string): AsyncGenerator<string> {
    const entries = await files.entries(folder);
    if (isObject(entries)) yield folder;
    else for (const entry of entries) if (entry.isDirectory()) yield* walk(joinPath(folder, entry.name));
  }
  for (const entry of await files.entries('')) {
    if (entry.isDirectory() && entry.name !== 'extensions') yield* walk(entry.name);
  }
}

function isObject(entries: readonly Entry[]): boolean {
  return entries.some(({ name }) => name.startsWith('0=ocfl_object_'));
}
