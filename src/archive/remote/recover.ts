import { Failure } from '../../report/failure.ts';
import type { Recovered } from '../changes.ts';
import { nextVersion, readInventory } from '../inventory.ts';
import { objectPath, publicationOf } from '../layout.ts';
import type { Bucket } from './bucket.ts';
import { RemoteFailure } from './failures.ts';
import { remoteFiles } from './files.ts';
import { clearVersion, finishRoot, standingOf } from './finish.ts';
import { listLocks, lockRemote, type RemoteLock, workFolder } from './lock.ts';

/** Finishes versions whose writer is gone after their inventory was written. What was begun before that waits to be gone on with. */
export async function settleRemote(bucket: Bucket): Promise<Recovered[]> {
  const done: Recovered[] = [];
  for (const { id, dead, left } of await listLocks(bucket)) {
    if (dead && !left) done.push(...(await underLock(bucket, id, (lock) => settle(bucket, id, lock, false))));
  }
  return done;
}

/** The same, but what was begun is undone; and roots that are damaged or behind are written again. Looks at every object. */
export async function recoverRemote(bucket: Bucket): Promise<Recovered[]> {
  const done: Recovered[] = [];
  for (const { id, dead } of await listLocks(bucket)) {
    if (dead) done.push(...(await underLock(bucket, id, (lock) => settle(bucket, id, lock, true))));
  }
  const locked = new Set((await listLocks(bucket)).map(({ id }) => objectPath(id).join('/')));
  for (const object of await listObjects(bucket)) {
    if (locked.has(object)) continue;
    const { version, unfinished, behind } = await standingOf(bucket, object);
    const newest = version ?? unfinished;
    const id = newest && (await idOf(bucket, object, newest));
    if (id === undefined || (!behind && unfinished === undefined)) continue;
    done.push(...(await underLock(bucket, id, (lock) => settle(bucket, id, lock, true, 'mended'))));
  }
  return done;
}

/** The version folders, and of objects that are not shown yet the whole folder, that writers have begun. */
export async function begunRemote(bucket: Bucket): Promise<Set<string>> {
  const begun = new Set([workFolder]);
  for (const { id } of await listLocks(bucket)) {
    const object = objectPath(id).join('/');
    const { version, unfinished } = await standingOf(bucket, object);
    if (unfinished !== undefined) begun.add(version === undefined ? object : `${object}/${unfinished}`);
  }
  return begun;
}

async function settle(
  bucket: Bucket,
  id: string,
  lock: RemoteLock,
  undo: boolean,
  outcome: 'finished' | 'mended' = 'finished',
): Promise<Recovered[]> {
  const object = objectPath(id).join('/');
  const publication = publicationOf(id);
  const { version, unfinished, behind } = await standingOf(bucket, object);
  const done: Recovered[] = [];
  if (version !== undefined && behind) {
    await finishRoot(bucket, object, version);
    done.push({ publication, version, outcome });
  }
  if (unfinished !== undefined && !undo) {
    await lock.leave();
    return done;
  }
  const begun = unfinished ?? (version === undefined ? 'v1' : nextVersion({ head: version }));
  // Of a large file there may be parts only, which no list of files shows.
  if (undo && (await clearVersion(bucket, object, begun))) {
    done.push({ publication, version: begun, outcome: 'undone' });
  }
  await lock.release();
  return done;
}

/** Nothing if another process was first: it does the same. */
async function underLock(
  bucket: Bucket,
  id: string,
  work: (lock: RemoteLock) => Promise<Recovered[]>,
): Promise<Recovered[]> {
  const lock = await lockRemote(bucket, id, 0).catch((error: unknown) => {
    if (error instanceof Failure && !(error instanceof RemoteFailure)) return undefined;
    throw error;
  });
  return lock ? work(lock) : [];
}

/** Every folder that holds version folders, shown to readers or not. */
async function listObjects(bucket: Bucket): Promise<string[]> {
  const { files } = await bucket.list('', true);
  const objects = files.flatMap(({ path }) => /^(?!extensions\/)(.+?)\/v\d+\//.exec(path)?.[1] ?? []);
  return [...new Set(objects)];
}

async function idOf(bucket: Bucket, object: string, version: string): Promise<string | undefined> {
  const files = remoteFiles(bucket);
  const read = (await readInventory(files, `${object}/${version}`)) ?? (await readInventory(files, object));
  return read?.inventory.id;
}
