import { Failure } from '../../report/failure.ts';
import type { Committed, Draft, Previous, Source, StoreChanges } from '../changes.ts';
import { type Digests, digestsOf } from '../disk/disk.ts';
import { nextVersion, readInventory } from '../inventory.ts';
import { objectPath, publicationOf } from '../layout.ts';
import type { Bucket, Listed } from './bucket.ts';
import { otherWriter, RemoteFailure } from './failures.ts';
import { remoteFiles } from './files.ts';
import { clearVersion, finishRoot, standingOf, writeRoot } from './finish.ts';
import { lockRemote, type RemoteLock } from './lock.ts';
import { uploadBytes, uploadFile } from './upload.ts';

/**
 * Lets `work` send a version to its place. Nothing there can be renamed; so the order is what makes it one step: all content, the
 * version's inventory (only if none is there: of two writers one comes first), then the root's, by which readers go.
 */
export async function writeRemote(
  bucket: Bucket,
  id: string,
  patience: number | undefined,
  work: Parameters<StoreChanges['write']>[2],
  signal?: AbortSignal,
): Promise<Committed> {
  const object = objectPath(id).join('/');
  const lock = await lockRemote(bucket, id, patience);
  try {
    const draft = await beginDraft(bucket, object, id, lock);
    try {
      const committed = await work(draft);
      if (!committed.isNew) await clearVersion(bucket, object, draft.version);
      await lock.release();
      return committed;
    } catch (error) {
      const { version } = draft;
      // Once its inventory is there the version is brought to its end.
      if (await draft.isThere()) {
        const { behind } = await standingOf(bucket, object);
        if (behind) await finishRoot(bucket, object, version);
        await lock.release();
        return { version, isNew: true, added: 0 };
      }
      if (!(error instanceof RemoteFailure) && !signal?.aborted) {
        await lock.check();
        await clearVersion(bucket, object, version);
      }
      throw error;
    }
  } catch (error) {
    await (error instanceof RemoteFailure || signal?.aborted ? lock.leave() : lock.release()).catch(() => {});
    throw error;
  }
}

async function beginDraft(bucket: Bucket, object: string, id: string, lock: RemoteLock): Promise<RemoteDraft> {
  const { version, behind } = await standingOf(bucket, object);
  if (version !== undefined && behind) await finishRoot(bucket, object, version);
  const root = await bucket.get(`${object}/inventory.json`);
  const previous = root && (await readPrevious(bucket, object, id));
  const next = previous ? nextVersion(previous.inventory) : 'v1';
  const { files } = await bucket.list(`${object}/${next}`, true);
  return new RemoteDraft(bucket, { id, object, lock, previous, version: next, rootEtag: root?.etag, leftovers: files });
}

async function readPrevious(bucket: Bucket, object: string, id: string): Promise<Previous> {
  const read = await readInventory(remoteFiles(bucket), object);
  if (read?.inventory.id === id && read.inventory.digestAlgorithm === 'sha512') {
    return { version: read.inventory.head, digest: read.digest, inventory: read.inventory };
  }
  const name = publicationOf(id);
  throw new Failure(3, {
    zh: `“${name}”在存档里的清单已损坏，不能加新版本。请先运行 kanben archive verify，再运行 kanben archive recover。`,
    en: `The inventory of "${name}" in the archive is damaged, so no version can be added. Run kanben archive verify, then kanben archive recover.`,
  });
}

interface Beginning {
  id: string;
  object: string;
  lock: RemoteLock;
  previous: Previous | undefined;
  version: string;
  rootEtag: string | undefined;
  /** What an interrupted try sent. */
  leftovers: readonly Listed[];
}

/** What S3 admits as a key, in bytes. */
const longestKey = 1024;

/** A version in its place, which no inventory names yet. */
class RemoteDraft implements Draft {
  readonly previous: Previous | undefined;
  readonly version: string;
  readonly #bucket: Bucket;
  readonly #begun: Beginning;
  readonly #leftovers: Map<string, Listed>;
  #inventory: Buffer | undefined;

  constructor(bucket: Bucket, begun: Beginning) {
    this.previous = begun.previous;
    this.version = begun.version;
    this.#bucket = bucket;
    this.#begun = begun;
    this.#leftovers = new Map(begun.leftovers.map((file) => [file.path, file]));
  }

  async keep(portable: string, from: Source['from'], known: (sha512: string) => boolean): Promise<Digests> {
    const path = `${this.#begun.object}/${this.version}/content/${portable}`;
    this.#checkLength(path, portable);
    const leftover = this.#leftovers.get(path);
    if ('file' in from) {
      const { digests, there } = await uploadFile(this.#bucket, path, from.file, known, leftover);
      if (!known(digests.sha512)) this.#arrived(path, there);
      return digests;
    }
    const bytes = await from.bytes();
    const digests = digestsOf(bytes);
    if (!known(digests.sha512)) this.#arrived(path, await uploadBytes(this.#bucket, path, bytes, leftover));
    return digests;
  }

  async finish({ json, sidecar }: { json: Buffer; sidecar: Buffer }): Promise<void> {
    const { object, lock, rootEtag } = this.#begun;
    for (const path of this.#leftovers.keys()) await this.#bucket.remove(path);
    await lock.check();
    const folder = `${object}/${this.version}`;
    this.#inventory = json;
    for (const [name, bytes] of [
      ['inventory.json.sha512', sidecar],
      ['inventory.json', json],
    ] as const) {
      this.#arrived(`${folder}/${name}`, (await this.#bucket.putNew(`${folder}/${name}`, bytes)) !== undefined);
    }
    await writeRoot(this.#bucket, object, rootEtag, { json, sidecar });
  }

  /** Whether the version's inventory is in its place, and is ours. */
  async isThere(): Promise<boolean> {
    if (!this.#inventory) return false;
    const there = await this.#bucket.get(`${this.#begun.object}/${this.version}/inventory.json`);
    return there?.bytes.equals(this.#inventory) ?? false;
  }

  #arrived(path: string, there: boolean): void {
    this.#leftovers.delete(path);
    if (!there) throw otherWriter(this.#begun.id, `${this.#bucket.shown}/${path}`);
  }

  #checkLength(path: string, name: string): void {
    const bytes = Buffer.byteLength(this.#bucket.key(path));
    if (bytes <= longestKey) return;
    throw new Failure(1, {
      zh: `“${name}”在远程存档里的路径有 ${bytes} 字节，最多 ${longestKey} 字节，请改短。`,
      en: `The path of "${name}" in the remote archive has ${bytes} bytes, at most ${longestKey}; shorten it.`,
    });
  }
}
