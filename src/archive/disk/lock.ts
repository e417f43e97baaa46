import { readFile, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Failure } from '../../report/failure.ts';
import { type Holder, isGone, newHolder, parseHolder } from '../holder.ts';
import { hexDigest } from '../inventory.ts';
import { publicationOf } from '../layout.ts';
import type { Disk } from './disk.ts';
import { type DiskPlace, workFolder } from './place.ts';

export interface Lock {
  /** Names the lock's file and the staging folder of the object. */
  key: string;
  release(): Promise<void>;
}

export function lockKey(id: string): string {
  return hexDigest('sha256', id).slice(0, 32);
}

/**
 * Locks an object against other writers. A lock whose process is gone is taken over; one that is held is waited for.
 * @throws Failure (3) when it is still held after `patience` milliseconds, or by another machine.
 */
export async function lockObject(store: DiskPlace, id: string, patience = 10_000): Promise<Lock> {
  const { disk } = store;
  const key = lockKey(id);
  const file = path.join(workFolder(store), `${key}.lock`);
  const holder = await newHolder(id);
  const own = path.join(workFolder(store), `${key}.${holder.token}`);
  for (let waited = 0; ; waited += 50) {
    await makeWorkFolder(store);
    // The lock appears with its content or not at all.
    if (await take(disk, own, file, Buffer.from(JSON.stringify(holder)))) break;
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    const other = parseHolder(text);
    if (other && (await isGone(other))) {
      await breakLock(disk, file, other.token, own);
      continue;
    }
    if (waited >= patience) throw held(id, file, other);
    await setTimeout(50);
  }
  return { key, release: () => release(store, file, holder.token) };
}

/** Whether a process that still runs, as far as can be known, holds the lock of an object. */
export async function isLocked(store: DiskPlace, key: string): Promise<boolean> {
  const text = await readFile(path.join(workFolder(store), `${key}.lock`), 'utf8').catch(() => undefined);
  if (text === undefined) return false;
  const holder = parseHolder(text);
  return holder === undefined || !(await isGone(holder));
}

/** The object that a lock is for, whoever made it. */
export async function lockedId(store: DiskPlace, key: string): Promise<string | undefined> {
  return parseHolder(await readFile(path.join(workFolder(store), `${key}.lock`), 'utf8').catch(() => ''))?.id;
}

async function makeWorkFolder(store: DiskPlace): Promise<void> {
  const folder = workFolder(store);
  if (await stat(folder).catch(() => undefined)) return;
  await store.disk.makeFolder(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

async function take(disk: Disk, own: string, file: string, bytes: Buffer): Promise<boolean> {
  try {
    await disk.writeFile(own, bytes);
    await disk.link(own, file);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // ENOENT: another writer was done and removed the work folder meanwhile.
    if (code !== 'EEXIST' && code !== 'ENOENT') throw error;
    return false;
  } finally {
    await disk.remove(own).catch(() => {});
  }
}

/** Removes a dead process's lock, and only that: it may have been replaced since it was read. */
async function breakLock(disk: Disk, file: string, token: string, own: string): Promise<void> {
  const aside = `${own}.stale`;
  const moved = await disk.rename(file, aside).then(
    () => true,
    () => false,
  );
  if (!moved) return;
  const found = parseHolder(await readFile(aside, 'utf8').catch(() => ''));
  if (found && found.token !== token) await disk.link(aside, file).catch(() => {});
  await disk.remove(aside);
}

async function release({ root, disk }: DiskPlace, file: string, token: string): Promise<void> {
  const holder = parseHolder(await readFile(file, 'utf8').catch(() => ''));
  if (holder?.token === token) await disk.remove(file);
  await removeIfEmpty(workFolder({ root }));
}

async function removeIfEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch(() => {});
}

function held(id: string, file: string, holder: Holder | undefined): Failure {
  const name = publicationOf(id);
  const who = holder ? `${holder.host}, PID ${holder.pid}` : '?';
  return new Failure(3, {
    zh: `“${name}”正在被另一个进程写入（${who}），没有写。请等它结束再试；如果它已不在运行，删去 ${file}。`,
    en: `"${name}" is being written by another process (${who}); nothing was written. Try again when it is done; if it no longer runs, delete ${file}.`,
  });
}
