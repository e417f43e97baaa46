import { type ArchivedEdition, places } from './edition.ts';
import type { StoreFiles } from './files.ts';
import { type InventoryVersion, readObject, versionNames } from './inventory.ts';
import { publicationOf } from './layout.ts';
import { objectFolders } from './objects.ts';
import { readEditionFile } from './read-edition.ts';
import type { Store } from './store.ts';

/** One version of a publication. */
export interface ListedVersion {
  version: string;
  created: string;
  message: string | undefined;
  user: InventoryVersion['user'];
  /** Undefined in an object of another program. */
  edition: ArchivedEdition | undefined;
}

export interface ListedPublication {
  publication: string;
  /** Of the object, relative to the root. */
  folder: string;
  /** Oldest first. */
  versions: ListedVersion[];
}

/** All publications with their versions, by name. Objects whose inventory is damaged are left to `verify`, and counted. */
export async function listPublications(
  store: Store,
): Promise<{ publications: ListedPublication[]; damaged: string[] }> {
  const publications: ListedPublication[] = [];
  const damaged: string[] = [];
  for await (const folder of objectFolders(store.files)) {
    const listed = await listVersions(store.files, folder);
    if (listed) publications.push(listed);
    else damaged.push(folder);
  }
  const collator = new Intl.Collator('zh-u-co-pinyin', { numeric: true });
  publications.sort((a, b) => collator.compare(a.publication, b.publication));
  return { publications, damaged };
}

/** The versions of one object; undefined if its inventory cannot be read. */
export async function listVersions(files: StoreFiles, folder: string): Promise<ListedPublication | undefined> {
  const read = await readObject(files, folder);
  if (!read) return undefined;
  const { inventory } = read;
  const versions = await Promise.all(
    versionNames(inventory).map(async (version) => {
      const { created = '', message, user } = inventory.versions[version] ?? {};
      const edition = await readEditionFile(files, folder, inventory, version);
      return { version, created, message, user, edition };
    }),
  );
  return { publication: publicationOf(inventory.id), folder, versions };
}

/** The outputs of an edition without the folder that they are in. */
export function outputName(path: string): string {
  return path.startsWith(places.outputs) ? path.slice(places.outputs.length) : path;
}
