import { readdir, readFile, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../report/failure.ts';
import type { Recovered } from '../changes.ts';
import { readInventory, versionNumber } from '../inventory.ts';
import { objectPath, publicationOf } from '../layout.ts';
import { objectFolders } from '../objects.ts';
import { diskFailure } from './failures.ts';
import { diskFiles } from './files.ts';
import { isLocked, lockedId, lockObject } from './lock.ts';
import { type DiskPlace, objectFolder, workFolder } from './place.ts';
import { listStages, readIntent, stageFolder } from './stage.ts';

/**
 * Ends what writers that are gone have begun: a version whose folder is in place is finished, anything before that is cleared.
 * Cheap when there is nothing to do, so every use of a store begins with it.
 */
export async function recoverStages(store: DiskPlace): Promise<Recovered[]> {
  const done: Recovered[] = [];
  for (const key of await listStages(store)) {
    if (await isLocked(store, key)) continue;
    const intent = await readIntent(store, key);
    try {
      if (intent) {
        const lock = await lockObject(store, intent.id, 0);
        try {
          done.push(...(await recoverObject(store, key)));
        } finally {
          await lock.release();
        }
      } else await store.disk.remove(stageFolder(store, key));
    } catch (error) {
      // Another process was first, and does the same.
      if (await isLocked(store, key)) continue;
      throw diskFailure(error, store.root);
    }
  }
  await clearWork(store);
  return done;
}

/** Ends the stage of one object, whose lock the caller holds. */
export async function recoverObject(store: DiskPlace, key: string): Promise<Recovered[]> {
  const { disk } = store;
  const stage = stageFolder(store, key);
  if (!(await stat(stage).catch(() => undefined))) return [];
  const intent = await readIntent(store, key);
  const done: Recovered[] = [];
  if (intent) {
    const { id, version } = intent;
    const object = objectFolder(store, id);
    const first = versionNumber(version) === 1;
    const waiting = path.join(stage, first ? 'object' : version);
    const moved = !(await exists(waiting)) && (await exists(path.join(object, version)));
    const publication = publicationOf(id);
    if (moved) {
      await copyInventory(store, object, version, stage);
      done.push({ publication, version, outcome: 'finished' });
    } else {
      await removeEmptyParents(store, id);
      done.push({ publication, version, outcome: 'undone' });
    }
  }
  await disk.remove(stage);
  return done;
}

/**
 * Compares each root inventory with that of the newest version folder, and writes the root's again where it is damaged or
 * behind: the second copy is what it is for. Only by command, as it reads every object.
 */
export async function mendInventories(store: DiskPlace): Promise<Recovered[]> {
  const mended: Recovered[] = [];
  const files = diskFiles(store.root);
  for await (const place of objectFolders(files)) {
    const object = path.join(store.root, place);
    const names = (await readdir(object)).filter((name) => /^v\d+$/.test(name));
    const [newest] = names.sort((a, b) => versionNumber(b) - versionNumber(a));
    if (newest === undefined) continue;
    const inner = await readInventory(files, `${place}/${newest}`);
    if (inner?.inventory.head !== newest) continue;
    const outer = await readInventory(files, place);
    if (outer?.digest === inner.digest) continue;
    const lock = await lockObject(store, inner.inventory.id);
    try {
      const stage = stageFolder(store, lock.key);
      await store.disk.makeFolder(stage);
      await copyInventory(store, object, newest, stage);
      await store.disk.remove(stage);
    } catch (error) {
      throw diskFailure(error, store.root);
    } finally {
      await lock.release();
    }
    mended.push({ publication: publicationOf(inner.inventory.id), version: newest, outcome: 'mended' });
  }
  return mended;
}

/** Makes the root inventory that of a version folder, from new copies so that no half file is ever in place. */
async function copyInventory({ disk }: DiskPlace, object: string, version: string, stage: string): Promise<void> {
  const inner = await readInventory(diskFiles(path.join(object, version)), '');
  if (!inner) {
    const place = path.join(object, version);
    throw new Failure(3, {
      zh: `${place} 的清单已损坏，不能恢复。请从备份取回这个文件夹。`,
      en: `The inventory of ${place} is damaged, so it cannot be recovered. Take that folder from a backup.`,
    });
  }
  const sidecar = `inventory.json.${inner.inventory.digestAlgorithm}`;
  for (const name of ['inventory.json', sidecar]) {
    const bytes = await readFile(path.join(object, version, name));
    if (bytes.equals(await readFile(path.join(object, name)).catch(() => Buffer.alloc(0)))) continue;
    const fresh = path.join(stage, `${name}.new`);
    await disk.remove(fresh);
    await disk.writeFile(fresh, bytes);
    await disk.rename(fresh, path.join(object, name));
  }
  await disk.syncFolder(object);
}

/** The folders that were made for an object that never came. */
async function removeEmptyParents({ root }: DiskPlace, id: string): Promise<void> {
  const elements = objectPath(id);
  for (let depth = elements.length - 1; depth > 0; depth--) {
    const gone = await rmdir(path.join(root, ...elements.slice(0, depth))).then(
      () => true,
      (error: NodeJS.ErrnoException) => error.code === 'ENOENT',
    );
    if (!gone) return;
  }
}

/** Locks and half-made locks of processes that are gone. */
async function clearWork(store: DiskPlace): Promise<void> {
  const folder = workFolder(store);
  for (const name of await readdir(folder).catch(() => [])) {
    const key = /^([0-9a-f]{32})\./.exec(name)?.[1];
    if (!key || name.endsWith('.stage') || (await isLocked(store, key))) continue;
    // A dead lock goes by being taken: another writer may be taking it too.
    const id = name.endsWith('.lock') ? await lockedId(store, key) : undefined;
    if (id !== undefined) await lockObject(store, id, 0).then((lock) => lock.release(), ignoreBusy);
    else if (!name.endsWith('.lock')) await store.disk.remove(path.join(folder, name));
  }
  await rmdir(folder).catch(() => {});
}

function ignoreBusy(error: unknown): void {
  if (!(error instanceof Failure)) throw error;
}

function exists(name: string): Promise<boolean> {
  return stat(name).then(
    () => true,
    () => false,
  );
}
