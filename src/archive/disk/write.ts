import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../report/failure.ts';
import type { Committed, Draft, Previous, Source, StoreChanges } from '../changes.ts';
import { nextVersion, readInventory } from '../inventory.ts';
import { objectPath, publicationOf } from '../layout.ts';
import { type Digests, digestsOf } from './disk.ts';
import { diskFailure } from './failures.ts';
import { diskFiles } from './files.ts';
import { type Lock, lockObject } from './lock.ts';
import { type DiskPlace, objectFolder } from './place.ts';
import { recoverObject } from './recover.ts';
import { stageFolder, writeIntent } from './stage.ts';

/** Lets `work` fill a stage beside the objects, and moves it into place by renaming. */
export async function writeOnDisk(
  place: DiskPlace,
  id: string,
  patience: number | undefined,
  work: Parameters<StoreChanges['write']>[2],
): Promise<Committed> {
  let lock: Lock | undefined;
  try {
    lock = await lockObject(place, id, patience);
    await recoverObject(place, lock.key);
    return await stageAndMove(place, lock.key, id, work);
  } catch (error) {
    throw diskFailure(error, place.root);
  } finally {
    // What is left of a stage is cleared at the next use, should the disk refuse now.
    await lock?.release().catch(() => {});
  }
}

async function stageAndMove(
  place: DiskPlace,
  key: string,
  id: string,
  work: (draft: Draft) => Promise<Committed>,
): Promise<Committed> {
  const { disk } = place;
  const previous = await readPrevious(place, id);
  const version = previous ? nextVersion(previous.inventory) : 'v1';
  const stage = stageFolder(place, key);
  await disk.makeFolder(stage);
  try {
    await writeIntent(place, key, { id, version });
    const draft = new StagedVersion(place, id, stage, previous, version);
    await draft.begin();
    const committed = await work(draft);
    // What cannot be removed now is cleared at the next use.
    await disk.remove(stage).catch(() => {});
    return committed;
  } catch (error) {
    // Half-way through the renames the version is brought to its end; before them, what was begun is cleared.
    const recovered = await recoverObject(place, key).catch(() => []);
    if (recovered.some(({ outcome }) => outcome === 'finished')) return { version, isNew: true, added: 0 };
    throw error;
  }
}

async function readPrevious(place: DiskPlace, id: string): Promise<Previous | undefined> {
  if (!(await stat(objectFolder(place, id)).catch(() => undefined))) return undefined;
  const read = await readInventory(diskFiles(place.root), objectPath(id).join('/'));
  if (read?.inventory.id === id && read.inventory.digestAlgorithm === 'sha512') {
    return { version: read.inventory.head, digest: read.digest, inventory: read.inventory };
  }
  const name = publicationOf(id);
  throw new Failure(3, {
    zh: `“${name}”在存档里的清单已损坏，不能加新版本。请先运行 kanben archive verify，再运行 kanben archive recover。`,
    en: `The inventory of "${name}" in the archive is damaged, so no version can be added. Run kanben archive verify, then kanben archive recover.`,
  });
}

/** A version in its stage: of a new object the whole object, else the version folder and the root inventory. */
class StagedVersion implements Draft {
  readonly previous: Previous | undefined;
  readonly version: string;
  readonly #place: DiskPlace;
  readonly #id: string;
  readonly #stage: string;
  /** What stands for the object's root. */
  readonly #whole: string;
  readonly #folder: string;
  readonly #folders = new Set<string>();
  readonly #kept: string[] = [];

  constructor(place: DiskPlace, id: string, stage: string, previous: Previous | undefined, version: string) {
    this.previous = previous;
    this.version = version;
    this.#place = place;
    this.#id = id;
    this.#stage = stage;
    this.#whole = previous ? stage : path.join(stage, 'object');
    this.#folder = path.join(this.#whole, version);
  }

  async begin(): Promise<void> {
    if (!this.previous) await this.#place.disk.makeFolder(this.#whole);
    await this.#makeFolders(this.#folder);
  }

  async keep(portable: string, from: Source['from'], known: (sha512: string) => boolean): Promise<Digests> {
    const { disk } = this.#place;
    const file = path.join(this.#folder, 'content', ...portable.split('/'));
    if ('bytes' in from) {
      const bytes = await from.bytes();
      const digests = digestsOf(bytes);
      if (known(digests.sha512)) return digests;
      await this.#makeFolders(path.dirname(file));
      await disk.writeFile(file, bytes);
      this.#kept.push(file);
      return digests;
    }
    await this.#makeFolders(path.dirname(file));
    const digests = await disk.copyFile(from.file, file);
    if (known(digests.sha512)) await disk.remove(file);
    else this.#kept.push(file);
    return digests;
  }

  async finish({ json, sidecar }: { json: Buffer; sidecar: Buffer }): Promise<void> {
    const { disk } = this.#place;
    for (const folder of [this.#folder, this.#whole]) {
      await disk.writeFile(path.join(folder, 'inventory.json'), json);
      await disk.writeFile(path.join(folder, 'inventory.json.sha512'), sidecar);
    }
    if (!this.previous) {
      await disk.writeFile(path.join(this.#whole, '0=ocfl_object_1.1'), Buffer.from('ocfl_object_1.1\n'));
    }
    await this.#sync();
    for (const folder of [this.#folder, this.#whole]) await disk.syncFolder(folder);
    if (this.previous) await moveVersion(this.#place, this.#stage, this.#id, this.version);
    else await moveObject(this.#place, this.#whole, this.#id);
  }

  /** Empty folders are not allowed (E024): those whose files were all known already go again. */
  async #sync(): Promise<void> {
    const { disk } = this.#place;
    for (const folder of [...this.#folders].sort((a, b) => b.length - a.length)) {
      if (this.#kept.some((file) => file.startsWith(folder + path.sep))) await disk.syncFolder(folder);
      else if (folder !== this.#folder) await disk.remove(folder);
    }
  }

  async #makeFolders(folder: string): Promise<void> {
    const inside = path.relative(this.#whole, folder).split(path.sep);
    for (let i = 1; i <= inside.length; i++) {
      const each = path.join(this.#whole, ...inside.slice(0, i));
      if (this.#folders.has(each)) continue;
      await this.#place.disk.makeFolder(each);
      this.#folders.add(each);
    }
  }
}

/** One rename shows the version folder, the next two the root inventory; recovery finishes what a crash leaves between. */
async function moveVersion(place: DiskPlace, stage: string, id: string, version: string): Promise<void> {
  const { disk } = place;
  const object = objectFolder(place, id);
  await disk.rename(path.join(stage, version), path.join(object, version));
  await disk.syncFolder(object);
  for (const name of ['inventory.json', 'inventory.json.sha512']) {
    await disk.rename(path.join(stage, name), path.join(object, name));
  }
  await disk.syncFolder(object);
}

async function moveObject(place: DiskPlace, whole: string, id: string): Promise<void> {
  const { disk, root } = place;
  const elements = objectPath(id);
  for (let attempt = 0; ; attempt++) {
    try {
      for (let depth = 1; depth < elements.length; depth++) await makeParent(place, elements.slice(0, depth));
      await disk.rename(whole, path.join(root, ...elements));
      break;
    } catch (error) {
      // Another process found the folder empty and removed it.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || attempt === 3) throw error;
    }
  }
  await disk.syncFolder(path.join(root, ...elements.slice(0, -1)));
}

async function makeParent({ disk, root }: DiskPlace, elements: readonly string[]): Promise<void> {
  const folder = path.join(root, ...elements);
  if (await stat(folder).catch(() => undefined)) return;
  await disk.makeFolder(folder).catch((error: NodeJS.ErrnoException) => {
    // The writer of another object that shares the folder was first.
    if (error.code !== 'EEXIST') throw error;
  });
  await disk.syncFolder(path.dirname(folder));
}
