import { setTimeout as wait } from 'node:timers/promises';
import { type Holder, isGone, newHolder, parseHolder } from '../holder.ts';
import { hexDigest } from '../inventory.ts';
import type { Bucket, Got } from './bucket.ts';
import { noConditions, otherWriter } from './failures.ts';

/** Where locks lie. */
export const workFolder = 'extensions/kanben-work';

/** A holder as a lock tells it; `beat` makes each renewal other bytes. */
interface LockText extends Holder {
  beat: number;
  /** The writer ended in good order before its version was whole; what it had sent waits for the next try. */
  left?: boolean;
}

/** A lock that was not renewed for so long, by the service's clock, is of a writer that is gone; in milliseconds. */
const lease = 10 * 60_000;
const renewal = 60_000;

export interface RemoteLock {
  /** @throws Failure (3) if another writer has taken it over */
  check(): Promise<void>;
  release(): Promise<void>;
  /** Leaves it to the next writer, to tell that something was begun. */
  leave(): Promise<void>;
}

export function lockPath(id: string): string {
  return `${workFolder}/${hexDigest('sha256', id).slice(0, 32)}.lock`;
}

/** Locks an object against other writers, by writing what must not be there. @throws Failure (3) */
export async function lockRemote(bucket: Bucket, id: string, patience = 10_000): Promise<RemoteLock> {
  const path = lockPath(id);
  const text: LockText = { ...(await newHolder(id)), beat: 0 };
  let etag: string | undefined;
  for (let waited = 0; etag === undefined; waited += 250) {
    etag = await bucket.putNew(path, bytesOf(text));
    if (etag !== undefined) break;
    const found = await bucket.get(path);
    if (!found) continue;
    if (await isDead(found)) etag = await bucket.putOver(path, bytesOf(text), found.etag);
    else if (waited >= patience) {
      const other = parseHolder(found.bytes.toString('utf8'));
      throw otherWriter(id, `${bucket.shown}/${path}`, other && `${other.host}, PID ${other.pid}`);
    } else await wait(250);
  }
  await checkConditions(bucket, path, bytesOf(text));
  return heldLock(bucket, path, text, etag);
}

function heldLock(bucket: Bucket, path: string, first: LockText, firstEtag: string): RemoteLock {
  let [text, etag] = [first, firstEtag];
  let lost = false;
  let last: Promise<void> = Promise.resolve();
  const write = async (next: LockText): Promise<void> => {
    const now = lost ? undefined : await bucket.putOver(path, bytesOf(next), etag);
    if (now === undefined) lost = true;
    else [text, etag] = [next, now];
  };
  // One after another: each needs the etag of the one before.
  const inTurn = (next: () => LockText): Promise<void> => {
    last = last.catch(() => {}).then(() => write(next()));
    return last;
  };
  const beat = () => ({ ...text, beat: text.beat + 1 });
  const timer = setInterval(() => void inTurn(beat).catch(() => {}), renewal).unref();
  return {
    async check() {
      await inTurn(beat);
      if (lost) throw otherWriter(text.id, `${bucket.shown}/${path}`);
    },
    async release() {
      clearInterval(timer);
      await last.catch(() => {});
      const found = await bucket.get(path);
      if (found && parseHolder(found.bytes.toString('utf8'))?.token === text.token) await bucket.remove(path);
    },
    async leave() {
      clearInterval(timer);
      await inTurn(() => ({ ...beat(), left: true }));
    },
  };
}

/** A service that ignores conditions answers 200 to what must not be done; the bytes are those that are there, so nothing changes. */
async function checkConditions(bucket: Bucket, path: string, bytes: Uint8Array): Promise<void> {
  for (const condition of [{ 'if-none-match': '*' }, { 'if-match': '"00000000000000000000000000000000"' }]) {
    const { status } = await bucket.service.send({
      method: 'PUT',
      key: bucket.key(path),
      body: bytes,
      headers: condition,
    });
    if (status === 412) continue;
    await bucket.remove(path);
    throw noConditions(bucket.shown);
  }
}

/** What was found where a lock lies: its object, and whether its writer is gone. */
export interface FoundLock {
  path: string;
  id: string;
  dead: boolean;
  left: boolean;
}

export async function listLocks(bucket: Bucket): Promise<FoundLock[]> {
  const { files } = await bucket.list(workFolder);
  const locks: FoundLock[] = [];
  for (const { path } of files) {
    const found = await bucket.get(path);
    const text = found && (parseHolder(found.bytes.toString('utf8')) as LockText | undefined);
    if (text) locks.push({ path, id: text.id, dead: await isDead(found), left: text.left ?? false });
  }
  return locks;
}

async function isDead({ bytes, age }: Got): Promise<boolean> {
  const text = parseHolder(bytes.toString('utf8')) as LockText | undefined;
  return text === undefined || text.left === true || age > lease || (await isGone(text));
}

function bytesOf(text: LockText): Buffer {
  return Buffer.from(JSON.stringify(text));
}
