import { type Entry, joinPath, type StoreFiles } from '../files.ts';
import { objectDeclaration, readDeclaration } from './declaration.ts';
import { Findings } from './finding.ts';
import { checkFixity } from './fixity.ts';
import { comparePrior } from './prior.ts';
import { unfinished } from './root.ts';
import { type FoundInventory, readCheckedInventory } from './sidecar.ts';
import { checkKind, listTree } from './tree.ts';

export interface ObjectReport {
  id: string | undefined;
  head: string | undefined;
  /** The sha512 of the inventory in each version folder that has one. */
  inventories: ReadonlyMap<string, string>;
  findings: Findings['list'];
  files: number;
  bytes: number;
}

/**
 * Checks an OCFL object against OCFL 1.1 (or 1.0, if it says so): its folders, every inventory, and that each file has the
 * bytes that the inventories promise. `where` is the object's path in what is told; `leave` names folders that are being written.
 */
export async function verifyObject(
  files: StoreFiles,
  folder: string,
  { where = folder, leave = new Set() }: { where?: string; leave?: ReadonlySet<string> } = {},
): Promise<ObjectReport> {
  const findings = new Findings();
  const at = (name: string) => (where ? `${where}/${name}` : name);
  const entries = await files.entries(folder);
  const declaration = await readDeclaration(files, folder, entries, objectDeclaration, where || '.', findings);
  const names = new Set(entries.filter((entry) => entry.isFile()).map((entry) => entry.name));
  const root = await readCheckedInventory(files, folder, names, where || '.', findings);
  if (!names.has('inventory.json')) {
    findings.add('E063', at('inventory.json'), '对象缺少清单。', 'The object has no inventory.');
  }
  if (root?.specification && declaration.version && root.specification !== declaration.version) {
    const [zh, en] = ['清单的 type 与版本声明不一致。', 'The type of the inventory is not of the version declared.'];
    findings.add('E038', at('inventory.json'), zh, en);
  }
  const folders = await checkRoot(files, folder, entries, declaration.names, root, { at, leave }, findings);
  if (!root)
    return { id: undefined, head: undefined, inventories: new Map(), findings: findings.list, files: 0, bytes: 0 };

  const content = new Map<string, string[]>();
  const prior: FoundInventory[] = [];
  const inventories = new Map<string, string>();
  for (const version of folders) {
    const found = await checkVersionFolder(files, folder, version, root, at, findings);
    content.set(version, found.files);
    if (found.inventory) {
      prior.push(found.inventory);
      inventories.set(version, found.inventory.digest);
    } else if (root.versions.has(version)) {
      findings.add(
        'W010',
        at(version),
        '版本文件夹里最好也有清单。',
        'The version folder should have an inventory too.',
      );
    }
  }
  comparePrior(root, prior, at, findings);
  const all = [...content.values()].flat();
  checkManifest(root, prior, content, at, findings);
  const sums = await checkFixity(files, folder, all, [root, ...prior], at, findings);
  return { id: root.id, head: root.head, inventories, findings: findings.list, ...sums };
}

/** What lies in the object's root (3.1): the names of the version folders that are there. */
async function checkRoot(
  files: StoreFiles,
  folder: string,
  entries: readonly Entry[],
  declarations: readonly string[],
  root: FoundInventory | undefined,
  { at, leave }: { at: (name: string) => string; leave: ReadonlySet<string> },
  findings: Findings,
): Promise<string[]> {
  const versions: string[] = [];
  for (const entry of entries) {
    const { name } = entry;
    if (checkKind(entry, at(name), findings)) continue;
    if (entry.isDirectory()) {
      const listed = root?.versions.has(name) ?? false;
      if (!listed && leave.has(at(name))) unfinished(at(name), findings);
      else if (/^v\d+$/.test(name)) {
        versions.push(name);
        if (root && !listed)
          findings.add('E046', at(name), '清单里没有这个版本。', 'The inventory has no such version.');
      } else if (name === 'extensions') await checkExtensions(files, folder, at, findings);
      else if (name !== 'logs')
        findings.add('E001', at(name), '对象里多出的文件夹。', 'This folder does not belong in the object.');
    } else if (!declarations.includes(name) && !isInventoryFile(name, root)) {
      findings.add('E001', at(name), '对象里多出的文件。', 'This file does not belong in the object.');
    }
  }
  for (const name of root?.versions.keys() ?? []) {
    if (versions.includes(name)) continue;
    findings.add(
      'E010',
      at(name),
      '清单里的版本没有文件夹。',
      'The inventory has this version, but there is no folder.',
    );
  }
  if (versions.length === 0) findings.add('E008', at('.'), '对象里一个版本也没有。', 'The object has no version.');
  return versions.sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
}

function isInventoryFile(name: string, inventory: FoundInventory | undefined): boolean {
  return name === 'inventory.json' || name === `inventory.json.${inventory?.algorithm ?? 'sha512'}`;
}

/** 3.9: folders only, named as registered. */
async function checkExtensions(
  files: StoreFiles,
  folder: string,
  at: (name: string) => string,
  findings: Findings,
): Promise<void> {
  for (const entry of await files.entries(joinPath(folder, 'extensions'))) {
    const where = at(`extensions/${entry.name}`);
    if (!entry.isDirectory())
      findings.add('E067', where, 'extensions 里只能有文件夹。', 'extensions may hold folders only.');
    else if (!/^(\d{4}-[a-z0-9-]+|initial)$/.test(entry.name)) {
      findings.add('W013', where, '扩展最好用登记过的名字。', 'An extension should have a registered name.');
    }
  }
}

async function checkVersionFolder(
  stored: StoreFiles,
  object: string,
  version: string,
  root: FoundInventory,
  at: (name: string) => string,
  findings: Findings,
): Promise<{ files: string[]; inventory: FoundInventory | undefined }> {
  const folder = joinPath(object, version);
  const entries = await stored.entries(folder);
  const names = new Set(entries.filter((entry) => entry.isFile()).map((entry) => entry.name));
  const inventory = await readCheckedInventory(stored, folder, names, at(version), findings);
  const files: string[] = [];
  for (const entry of entries) {
    const where = at(`${version}/${entry.name}`);
    if (checkKind(entry, where, findings)) continue;
    if (entry.isDirectory()) {
      const name = `${version}/${entry.name}`;
      if (entry.name !== root.contentDirectory) {
        findings.add(
          'W002',
          where,
          '版本文件夹里最好只有内容文件夹。',
          'A version folder should hold its content folder only.',
        );
        continue;
      }
      if ((await stored.entries(joinPath(object, name))).length === 0) {
        findings.add(
          'W003',
          where,
          '没有内容的版本最好不要内容文件夹。',
          'A version without content should have no content folder.',
        );
      } else files.push(...(await listTree(stored, object, name, findings, at)));
    } else if (!isInventoryFile(entry.name, inventory)) {
      findings.add('E015', where, '版本文件夹里多出的文件。', 'This file does not belong in a version folder.');
    }
  }
  return { files, inventory };
}

/** Each content file is in the manifest, and in that of its own version and those between (E023); each path has a file (E092). */
function checkManifest(
  root: FoundInventory,
  prior: readonly FoundInventory[],
  content: ReadonlyMap<string, string[]>,
  at: (name: string) => string,
  findings: Findings,
): void {
  const all = new Set([...content.values()].flat());
  for (const inventory of [root, ...prior]) {
    const last = Number(inventory.head?.slice(1) ?? 0);
    for (const [version, files] of content) {
      if (Number(version.slice(1)) > last) continue;
      for (const file of files) {
        if (inventory.manifest.has(file)) continue;
        findings.add('E023', at(file), '清单没有列出这个文件。', 'An inventory does not list this file.');
      }
    }
    for (const file of inventory.manifest.keys()) {
      if (all.has(file)) continue;
      findings.add('E092', at(file), '清单里的文件不见了。', 'A file of the inventory is missing.');
    }
    for (const [algorithm, digests] of inventory.fixity) {
      for (const file of digests.keys()) {
        if (!all.has(file))
          findings.add(
            'E093',
            at(file),
            `fixity ${algorithm} 里的文件不见了。`,
            `A file of fixity ${algorithm} is missing.`,
          );
      }
    }
  }
}
