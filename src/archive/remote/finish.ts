import { Failure } from '../../report/failure.ts';
import { nextVersion, readInventory, versionNumber } from '../inventory.ts';
import type { Bucket } from './bucket.ts';
import { remoteFiles } from './files.ts';
import { dropUpload, listUploads } from './multipart.ts';

/** What an object's root needs that its newest version has an inventory for. */
export interface Standing {
  /** The newest version whose inventory is whole. */
  version: string | undefined;
  /** What a writer has begun beyond it: this version folder holds files, but no inventory of the object names them. */
  unfinished: string | undefined;
  /** The root is not as that inventory has it. */
  behind: boolean;
}

const declaration = '0=ocfl_object_1.1';

/** How far an object has come; reads only. */
export async function standingOf(bucket: Bucket, object: string): Promise<Standing> {
  const files = remoteFiles(bucket);
  const entries = await files.entries(object);
  const versions = entries
    .filter((entry) => entry.isDirectory() && /^v\d+$/.test(entry.name))
    .map(({ name }) => name)
    .sort((a, b) => versionNumber(b) - versionNumber(a));
  const root = await readInventory(files, object);
  for (const [i, version] of versions.entries()) {
    const inner = await readInventory(files, `${object}/${version}`);
    if (inner?.inventory.head !== version) continue;
    const declared = entries.some(({ name }) => name === declaration);
    return {
      version,
      unfinished: versions[i - 1] === nextVersion(inner.inventory) ? versions[i - 1] : undefined,
      behind: !declared || root?.digest !== inner.digest,
    };
  }
  return {
    version: root?.inventory.head,
    unfinished: root ? undefined : versions.find((name) => name === 'v1'),
    behind: false,
  };
}

/** Brings an object's root to what its newest version has. The caller holds its lock. */
export async function finishRoot(bucket: Bucket, object: string, version: string): Promise<void> {
  const inner = await readInventory(remoteFiles(bucket), `${object}/${version}`);
  if (!inner) return;
  const sidecar = `inventory.json.${inner.inventory.digestAlgorithm}`;
  const root = await bucket.get(`${object}/inventory.json`);
  await writeRoot(bucket, object, root?.etag, {
    json: inner.bytes,
    sidecar: Buffer.from(`${inner.digest} inventory.json\n`),
    sidecarName: sidecar,
  });
}

/** The last steps of a version: the root inventory, its sidecar, and of a new object the declaration that shows it to readers. */
export async function writeRoot(
  bucket: Bucket,
  object: string,
  etag: string | undefined,
  { json, sidecar, sidecarName = 'inventory.json.sha512' }: { json: Buffer; sidecar: Buffer; sidecarName?: string },
): Promise<void> {
  const path = `${object}/inventory.json`;
  const done = etag === undefined ? await bucket.putNew(path, json) : await bucket.putOver(path, json, etag);
  if (done === undefined) {
    throw new Failure(3, {
      zh: `${bucket.shown}/${path} 同时被别人改写了，没有覆盖。请运行 kanben archive recover。`,
      en: `${bucket.shown}/${path} was written by somebody else at the same time, and was left so. Run kanben archive recover.`,
    });
  }
  await bucket.put(`${object}/${sidecarName}`, sidecar);
  await bucket.putNew(`${object}/${declaration}`, Buffer.from('ocfl_object_1.1\n'));
}

/**
 * Removes what was sent of a version that no inventory names, and says whether there was anything. The caller holds the object's
 * lock. A version that has its inventory is never touched.
 */
export async function clearVersion(bucket: Bucket, object: string, version: string): Promise<boolean> {
  const folder = `${object}/${version}`;
  if (await bucket.head(`${folder}/inventory.json`)) return false;
  const uploads = await listUploads(bucket, `${folder}/`);
  for (const { path, upload } of uploads) await dropUpload(bucket, path, upload);
  const { files } = await bucket.list(folder, true);
  for (const { path } of files) await bucket.remove(path);
  return uploads.length > 0 || files.length > 0;
}
