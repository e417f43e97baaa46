import { Failure } from '../report/failure.ts';
import { joinPath, type StoreFiles } from './files.ts';
import { contentPath, type Inventory, readObject, stateOf } from './inventory.ts';
import { publicationOf } from './layout.ts';
import { nameProblems } from './names.ts';
import { findObject } from './objects.ts';
import type { Store } from './store.ts';

/** One version of a publication, to be read. */
export interface FoundVersion {
  publication: string;
  files: StoreFiles;
  /** Of the object, relative to the root. */
  folder: string;
  inventory: Inventory;
  version: string;
}

/** `taiyuan-2025@v2` in its parts; the version is undefined if none is named. */
export function splitAddress(text: string): { publication: string; version: string | undefined } {
  const match = /^(.+)@(v\d+)$/.exec(text);
  return { publication: match?.[1] ?? text, version: match?.[2] };
}

/** The version that `taiyuan-2025@v2` names, the newest if it names none. @throws Failure (2, 3) */
export async function findVersion(store: Store, address: string): Promise<FoundVersion> {
  const { publication, version } = splitAddress(address);
  const folder = await findObject(store, publication);
  const read = await readObject(store.files, folder);
  if (!read) {
    throw new Failure(3, {
      zh: `“${publication}”的清单读不出，请运行 kanben archive verify。`,
      en: `The inventory of "${publication}" cannot be read; run kanben archive verify.`,
    });
  }
  const { inventory } = read;
  if (version !== undefined && !inventory.versions[version]) {
    throw new Failure(2, {
      zh: `“${publication}”没有 ${version}，最新的是 ${inventory.head}。`,
      en: `"${publication}" has no ${version}; the newest is ${inventory.head}.`,
    });
  }
  return {
    publication: publicationOf(inventory.id),
    files: store.files,
    folder,
    inventory,
    version: version ?? inventory.head,
  };
}

/** A file of a version: its logical path, where its bytes are, and what they must be. */
export interface StoredFile {
  path: string;
  /** Relative to the root. */
  file: string;
  digest: string;
}

/**
 * The files of a version in the order of their paths. The inventory may be another program's, or a forger's: a path that leads
 * out of the object or of the folder it is restored to is refused. @throws Failure (3)
 */
export function filesOf({ folder, inventory, version, publication }: FoundVersion): StoredFile[] {
  const state = stateOf(inventory, version);
  const problems = nameProblems([...state.keys()]);
  const files = [...state].map(([name, digest]) => {
    const content = contentPath(inventory, digest);
    if (content === undefined || nameProblems([content]).length > 0)
      throw unreadable(`${publication}@${version}`, name);
    return { path: name, file: joinPath(folder, content), digest };
  });
  if (problems.length === 0) return files;
  throw new Failure(3, {
    zh: `${publication}@${version} 里有不能取出的文件名：\n${problems.map(({ zh }) => zh).join('\n')}`,
    en: `${publication}@${version} has file names that cannot be restored:\n${problems.map(({ en }) => en).join('\n')}`,
  });
}

/** What to say of a file whose bytes are not those that the inventory promises. */
export function unreadable(address: string, name: string): Failure {
  return new Failure(3, {
    zh: `${address} 的 ${name} 已损坏或不见了，没有取出。请运行 kanben archive verify，再从备份修复。`,
    en: `${name} of ${address} is damaged or missing; nothing was restored. Run kanben archive verify, then mend it from a backup.`,
  });
}
