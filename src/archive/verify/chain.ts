import type { StoreFiles } from '../files.ts';
import { readObject, versionNames } from '../inventory.ts';
import { readEditionFile } from '../read-edition.ts';
import type { Findings } from './finding.ts';

/**
 * Each edition names the digest of the inventory before it: whoever changes an old version, and its inventory with it, breaks
 * the chain there. `inventories` has the sha512 of the inventory in each version folder. K001 the chain is broken · K002 no edition can be read where its neighbours are.
 */
export async function verifyChain(
  files: StoreFiles,
  folder: string,
  inventories: ReadonlyMap<string, string>,
  findings: Findings,
): Promise<void> {
  const read = await readObject(files, folder);
  if (!read) return;
  const { inventory } = read;
  const names = versionNames(inventory);
  const editions = await Promise.all(names.map((name) => readEditionFile(files, folder, inventory, name)));
  if (editions.every((edition) => edition === undefined)) return;
  let before: string | undefined;
  for (const [i, name] of names.entries()) {
    const edition = editions[i];
    const file = `${folder}/${name}`;
    if (!edition) {
      findings.add('K002', file, '读不出这一版的 edition.json。', 'The edition.json of this version cannot be read.');
    } else if (edition.previousInventory !== before) {
      findings.add(
        'K001',
        file,
        '版本链断了：edition.json 记的上一版清单摘要不符。',
        'The chain is broken: edition.json has another digest of the inventory before.',
      );
    }
    before = inventories.get(name);
  }
}
