import { joinPath, type StoreFiles } from '../files.ts';
import { hexDigest } from '../inventory.ts';
import type { Findings } from './finding.ts';
import { type CheckedInventory, checkInventory } from './inventory.ts';

/** An inventory of an object, with the digest of its own bytes. */
export interface FoundInventory extends CheckedInventory {
  digest: string;
}

/** Checks `inventory.json` in a folder of an object with its sidecar (3.5, 3.7). Undefined if there is none to read. */
export async function readCheckedInventory(
  files: StoreFiles,
  folder: string,
  names: ReadonlySet<string>,
  where: string,
  findings: Findings,
): Promise<FoundInventory | undefined> {
  if (!names.has('inventory.json')) return undefined;
  const file = `${where}/inventory.json`;
  const bytes = await files.read(joinPath(folder, 'inventory.json'));
  const inventory = checkInventory(bytes.toString('utf8'), file, findings);
  const algorithm =
    inventory?.algorithm ?? [...names].find((name) => /^inventory\.json\.sha(512|256)$/.test(name))?.slice(15);
  const sidecar = `inventory.json.${algorithm ?? 'sha512'}`;
  if (!names.has(sidecar)) {
    findings.add('E058', `${where}/${sidecar}`, '清单缺少摘要文件。', 'The inventory has no sidecar file.');
  } else if (algorithm) {
    const text = (await files.read(joinPath(folder, sidecar))).toString('utf8');
    const found = /^([0-9a-fA-F]+)\s+inventory\.json\r?\n?$/.exec(text)?.[1];
    if (found === undefined) {
      findings.add(
        'E061',
        `${where}/${sidecar}`,
        '摘要文件的格式应为“摘要 inventory.json”。',
        'The sidecar must read "DIGEST inventory.json".',
      );
    } else if (found.toLowerCase() !== hexDigest(algorithm, bytes)) {
      findings.add('E060', file, '清单与它的摘要文件不符。', 'The inventory does not have the digest of its sidecar.');
    }
  }
  return inventory && { ...inventory, digest: hexDigest('sha512', bytes) };
}
