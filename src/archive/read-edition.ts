import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type ArchivedEdition, places } from './edition.ts';
import { contentPath, type Inventory, type ReadInventory, readInventory, stateOf } from './inventory.ts';
import { nameProblems } from './names.ts';

/** How often a reader looks again, 20 ms apart, when it comes between a writer's renames. */
const patience = 25;

export function readObject(folder: string): Promise<ReadInventory | undefined> {
  return readInventory(folder, patience);
}

/** The bytes of a file of a version, unchecked. Undefined if the version has none of that name. */
export async function readContent(
  folder: string,
  inventory: Inventory,
  version: string,
  name: string,
): Promise<Buffer | undefined> {
  const digest = stateOf(inventory, version).get(name);
  const content = digest === undefined ? undefined : contentPath(inventory, digest);
  // An inventory that somebody else wrote must not lead out of the object.
  const safe = content !== undefined && nameProblems([content]).length === 0;
  return safe ? readFile(path.join(folder, content)) : undefined;
}

/** `edition.json` of a version; undefined in an object of another program. */
export async function readEditionFile(
  folder: string,
  inventory: Inventory,
  version: string,
): Promise<ArchivedEdition | undefined> {
  try {
    const bytes = await readContent(folder, inventory, version, places.edition);
    const edition = JSON.parse(bytes?.toString('utf8') ?? 'null') as ArchivedEdition | null;
    return edition?.record === 'kanben-archive/1' ? edition : undefined;
  } catch {
    return undefined;
  }
}
