import { type ArchivedEdition, places } from './edition.ts';
import { joinPath, type StoreFiles } from './files.ts';
import { contentPath, type Inventory } from './inventory.ts';
import { nameProblems } from './names.ts';

/** The bytes of a file of a version, unchecked. Undefined if the version has none of that name. */
async function readContent(
  files: StoreFiles,
  folder: string,
  inventory: Inventory,
  version: string,
  name: string,
): Promise<Buffer | undefined> {
  const { state = {} } = inventory.versions[version] ?? {};
  const digest = Object.entries(state)
    .find(([, names]) => names.includes(name))?.[0]
    .toLowerCase();
  const content = digest === undefined ? undefined : contentPath(inventory, digest);
  // An inventory that somebody else wrote must not lead out of the object.
  const safe = content !== undefined && nameProblems([content]).length === 0;
  return safe ? files.read(joinPath(folder, content)) : undefined;
}

/** `edition.json` of a version; undefined in an object of another program. */
export async function readEditionFile(
  files: StoreFiles,
  folder: string,
  inventory: Inventory,
  version: string,
): Promise<ArchivedEdition | undefined> {
  try {
    const bytes = await readContent(files, folder, inventory, version, places.edition);
    const edition = JSON.parse(bytes?.toString('utf8') ?? 'null') as ArchivedEdition | null;
    return edition?.record === 'kanben-archive/1' ? edition : undefined;
  } catch {
    return undefined;
  }
}
