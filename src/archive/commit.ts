import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../report/failure.ts';
import { type Digests, digestsOf } from './disk.ts';
import { diskFailure } from './failures.ts';
import {
  contentPath,
  type Inventory,
  type InventoryVersion,
  inventoryFiles,
  inventoryType,
  type ReadInventory,
  readInventory,
  stateOf,
  versionNumber,
} from './inventory.ts';
import { objectPath, publicationOf } from './layout.ts';
import { type Lock, lockObject } from './lock.ts';
import { nameProblems, portablePath } from './names.ts';
import { recoverObject } from './recover.ts';
import { stageFolder, writeIntent } from './stage.ts';
import { objectFolder, type Store } from './store.ts';

/** A file to keep: its logical path, where its bytes are, and what they were recorded to be. */
export interface Source {
  path: string;
  from: { file: string } | { bytes: () => Promise<Uint8Array> };
  sha256?: string | undefined;
  sha512?: string | undefined;
}

/** The version before the one that is made. */
export interface Previous {
  version: string;
  /** Digest of its inventory. */
  digest: string;
  inventory: Inventory;
}

export interface CommitOptions {
  id: string;
  sources: readonly Source[];
  /** Files that tell of the others, made when those are staged. */
  derive: (previous: Previous | undefined, staged: ReadonlyMap<string, Digests>) => Promise<Source[]>;
  /** Files that alone do not make a new version when they differ. */
  incidental: (path: string) => boolean;
  /** Make a version although the files are the same: its state is another. */
  evenIfSame?: boolean;
  message: string;
  user: { name: string; address: string };
  created: Date;
  /** Milliseconds to wait for another writer. */
  patience?: number | undefined;
  signal?: AbortSignal | undefined;
}

export interface Committed {
  version: string;
  /** False if the last version holds the same. */
  isNew: boolean;
  /** Bytes that were not in the object before. */
  added: number;
}

/**
 * Adds a version to an object, or makes the object, in one step: whatever happens, a reader finds it as before or with the whole
 * new version. @throws Failure (1) names that cannot be kept, (2) files not as recorded, (3) disk or another writer
 */
export async function commitVersion(store: Store, options: CommitOptions): Promise<Committed> {
  const problems = nameProblems(options.sources.map((source) => source.path));
  if (problems.length > 0) {
    throw new Failure(1, {
      zh: `有 ${problems.length} 个文件名不能存档：\n${problems.map(({ zh }) => zh).join('\n')}`,
      en: `${problems.length} file names cannot be archived:\n${problems.map(({ en }) => en).join('\n')}`,
    });
  }
  let lock: Lock | undefined;
  try {
    lock = await lockObject(store, options.id, options.patience);
    await recoverObject(store, lock.key);
    return await stageAndMove(store, lock, options);
  } catch (error) {
    throw diskFailure(error, store.root);
  } finally {
    // What is left of a stage is cleared at the next use, should the disk refuse now.
    await lock?.release().catch(() => {});
  }
}

async function stageAndMove(store: Store, lock: Lock, options: CommitOptions): Promise<Committed> {
  const { disk } = store;
  const object = objectFolder(store, options.id);
  const previous = await readPrevious(object, options.id);
  const version = previous ? nextVersion(previous.inventory) : 'v1';
  const stage = stageFolder(store, lock.key);
  await disk.makeFolder(stage);
  try {
    const committed = await fillStage(store, lock, options, previous, version);
    // What cannot be removed now is cleared at the next use.
    await disk.remove(stage).catch(() => {});
    return committed;
  } catch (error) {
    // Half-way through the renames the version is brought to its end; before them, what was begun is cleared.
    const recovered = await recoverObject(store, lock.key).catch(() => []);
    if (recovered.some(({ outcome }) => outcome === 'finished')) return { version, isNew: true, added: 0 };
    throw error;
  }
}

async function fillStage(
  store: Store,
  lock: Lock,
  options: CommitOptions,
  previous: Previous | undefined,
  version: string,
): Promise<Committed> {
  const { disk } = store;
  const stage = stageFolder(store, lock.key);
  await writeIntent(store, lock.key, { id: options.id, version });
  const whole = previous ? stage : path.join(stage, 'object');
  if (!previous) await disk.makeFolder(whole);
  const folder = path.join(whole, version);
  const content = new StagedContent(store, folder, `${version}/content`, previous?.inventory);
  await content.begin();
  for (const source of options.sources) {
    options.signal?.throwIfAborted();
    await content.add(source);
  }
  if (previous && !options.evenIfSame && sameState(previous, content.state, options.incidental)) {
    return { version: previous.version, isNew: false, added: 0 };
  }
  for (const source of await options.derive(previous, content.digests)) await content.add(source);
  const { json, sidecar } = inventoryFiles(content.inventory(options, version));
  for (const place of [folder, whole]) {
    await disk.writeFile(path.join(place, 'inventory.json'), json);
    await disk.writeFile(path.join(place, 'inventory.json.sha512'), sidecar);
  }
  if (!previous) await disk.writeFile(path.join(whole, '0=ocfl_object_1.1'), Buffer.from('ocfl_object_1.1\n'));
  await content.sync();
  for (const place of [folder, whole]) await disk.syncFolder(place);
  options.signal?.throwIfAborted();
  if (previous) await moveVersion(store, stage, objectFolder(store, options.id), version);
  else await moveObject(store, whole, options.id);
  return { version, isNew: true, added: content.added };
}

async function readPrevious(object: string, id: string): Promise<Previous | undefined> {
  if (!(await stat(object).catch(() => undefined))) return undefined;
  const read: ReadInventory | undefined = await readInventory(object);
  if (read?.inventory.id === id && read.inventory.digestAlgorithm === 'sha512') {
    return { version: read.inventory.head, digest: read.digest, inventory: read.inventory };
  }
  const name = publicationOf(id);
  throw new Failure(3, {
    zh: `“${name}”在存档里的清单已损坏，不能加新版本。请先运行 kanben archive verify，再运行 kanben archive recover。`,
    en: `The inventory of "${name}" in the archive is damaged, so no version can be added. Run kanben archive verify, then kanben archive recover.`,
  });
}

function nextVersion(inventory: Inventory): string {
  const { head } = inventory;
  const number = String(versionNumber(head) + 1);
  return head.startsWith('v0') ? `v${number.padStart(head.length - 1, '0')}` : `v${number}`;
}

/** Whether the last version holds the same files, apart from incidental ones. */
function sameState(
  { inventory, version }: Previous,
  state: ReadonlyMap<string, string>,
  incidental: CommitOptions['incidental'],
): boolean {
  const before = [...stateOf(inventory, version)].filter(([name]) => !incidental(name));
  const after = [...state].filter(([name]) => !incidental(name));
  return before.length === after.length && before.every(([name, digest]) => state.get(name) === digest);
}

/** One rename shows the version folder, the next two the root inventory; recovery finishes what a crash leaves between. */
async function moveVersion({ disk }: Store, stage: string, object: string, version: string): Promise<void> {
  await disk.rename(path.join(stage, version), path.join(object, version));
  await disk.syncFolder(object);
  for (const name of ['inventory.json', 'inventory.json.sha512']) {
    await disk.rename(path.join(stage, name), path.join(object, name));
  }
  await disk.syncFolder(object);
}

async function moveObject(store: Store, whole: string, id: string): Promise<void> {
  const { disk, root } = store;
  const elements = objectPath(id);
  for (let attempt = 0; ; attempt++) {
    try {
      for (let depth = 1; depth < elements.length; depth++) await makeParent(store, elements.slice(0, depth));
      await disk.rename(whole, path.join(root, ...elements));
      break;
    } catch (error) {
      // Another process found the folder empty and removed it.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || attempt === 3) throw error;
    }
  }
  await disk.syncFolder(path.join(root, ...elements.slice(0, -1)));
}

async function makeParent({ disk, root }: Store, elements: readonly string[]): Promise<void> {
  const folder = path.join(root, ...elements);
  if (await stat(folder).catch(() => undefined)) return;
  await disk.makeFolder(folder).catch((error: NodeJS.ErrnoException) => {
    // The writer of another object that shares the folder was first.
    if (error.code !== 'EEXIST') throw error;
  });
  await disk.syncFolder(path.dirname(folder));
}

/** The content folder of a version while it fills: bytes that the object has already are not kept again. */
class StagedContent {
  readonly digests = new Map<string, Digests>();
  readonly state = new Map<string, string>();
  added = 0;
  readonly #store: Store;
  readonly #version: string;
  readonly #contentRoot: string;
  readonly #previous: Inventory | undefined;
  readonly #fresh = new Map<string, string>();
  readonly #folders = new Set<string>();

  constructor(store: Store, version: string, contentRoot: string, previous: Inventory | undefined) {
    this.#store = store;
    this.#version = version;
    this.#contentRoot = contentRoot;
    this.#previous = previous;
  }

  async begin(): Promise<void> {
    await this.#makeFolders(this.#version);
  }

  async add(source: Source): Promise<void> {
    const { disk } = this.#store;
    const { path: logical, from } = source;
    const portable = portablePath(logical);
    const file = path.join(this.#version, 'content', ...portable.split('/'));
    let digests: Digests;
    if ('bytes' in from) {
      const bytes = await from.bytes();
      digests = digestsOf(bytes);
      checkRecorded(source, digests);
      if (!this.#has(digests.sha512)) {
        await this.#makeFolders(path.dirname(file));
        await disk.writeFile(file, bytes);
      }
    } else {
      await this.#makeFolders(path.dirname(file));
      digests = await disk.copyFile(from.file, file);
      checkRecorded(source, digests);
      if (this.#has(digests.sha512)) await disk.remove(file);
    }
    if (!this.#has(digests.sha512)) {
      this.#fresh.set(digests.sha512, `${this.#contentRoot}/${portable}`);
      this.added += digests.bytes;
    }
    this.digests.set(logical, digests);
    this.state.set(logical, digests.sha512);
  }

  /** Empty folders are not allowed (E024): those whose files were all known already go again. */
  async sync(): Promise<void> {
    const { disk } = this.#store;
    for (const folder of [...this.#folders].sort((a, b) => b.length - a.length)) {
      const inside = [...this.#fresh.values()].some((name) =>
        path.join(path.dirname(this.#version), name).startsWith(folder + path.sep),
      );
      if (inside) await disk.syncFolder(folder);
      else if (folder !== this.#version) await disk.remove(folder);
    }
  }

  inventory({ id, message, user, created }: CommitOptions, version: string): Inventory {
    const manifest = new Map(Object.entries(this.#previous?.manifest ?? {}));
    for (const [digest, name] of this.#fresh) manifest.set(digest, [name]);
    const described: InventoryVersion = {
      created: created.toISOString(),
      message,
      user,
      state: byDigest(this.state),
    };
    return {
      id,
      type: inventoryType,
      digestAlgorithm: 'sha512',
      head: version,
      manifest: Object.fromEntries([...manifest].sort(([, [a = '']], [, [b = '']]) => (a < b ? -1 : 1))),
      versions: { ...this.#previous?.versions, [version]: described },
    };
  }

  #has(digest: string): boolean {
    return (
      this.#fresh.has(digest) || (this.#previous !== undefined && contentPath(this.#previous, digest) !== undefined)
    );
  }

  async #makeFolders(folder: string): Promise<void> {
    const inside = path.relative(path.dirname(this.#version), folder).split(path.sep);
    for (let i = 1; i <= inside.length; i++) {
      const each = path.join(path.dirname(this.#version), ...inside.slice(0, i));
      if (this.#folders.has(each)) continue;
      await this.#store.disk.makeFolder(each);
      this.#folders.add(each);
    }
  }
}

function byDigest(state: ReadonlyMap<string, string>): Record<string, string[]> {
  const names = new Map<string, string[]>();
  for (const [name, digest] of [...state].sort(([a], [b]) => (a < b ? -1 : 1))) {
    names.set(digest, [...(names.get(digest) ?? []), name]);
  }
  return Object.fromEntries(names);
}

function checkRecorded({ path: name, sha256, sha512 }: Source, digests: Digests): void {
  if ((sha256 ?? digests.sha256) === digests.sha256 && (sha512 ?? digests.sha512) === digests.sha512) return;
  throw new Failure(2, {
    zh: `${name} 与记录里的摘要不符：做成之后改过，没有存档。请重新 build 再存档。`,
    en: `${name} is not as its record says: it was changed after the build; nothing was archived. Build again, then archive.`,
  });
}
