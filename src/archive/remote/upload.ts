import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { Failure } from '../../report/failure.ts';
import { type Digests, digestsOf } from '../disk/disk.ts';
import { type Bucket, etagOf, type Listed, sameEtag } from './bucket.ts';
import { beginUpload, dropUpload, endUpload, listParts, listUploads, sendPart } from './multipart.ts';

/** Larger files go in parts of this size, in bytes: what is sent again after an interruption is at most one. */
const partSize = 8 * 1024 * 1024;
/** What S3 admits. */
const mostParts = 10_000;

/**
 * Sends bytes to a path where nothing is, or where an interrupted try left something: the same bytes are not sent again.
 * Whether they are there; false if another writer has put something else.
 */
export async function uploadBytes(
  bucket: Bucket,
  path: string,
  bytes: Uint8Array,
  leftover: Listed | undefined,
): Promise<boolean> {
  if (leftover) {
    if (leftover.bytes === bytes.length && sameEtag(leftover.etag, etagOf(bytes))) return true;
    await bucket.remove(path);
  }
  return (await bucket.putNew(path, bytes)) !== undefined;
}

/** The same for a file, which is read twice if it is large; `known` says what need not be sent. */
export async function uploadFile(
  bucket: Bucket,
  path: string,
  file: string,
  known: (sha512: string) => boolean,
  leftover: Listed | undefined,
): Promise<{ digests: Digests; there: boolean }> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    if (size <= partSize) {
      const bytes = await handle.readFile();
      const digests = digestsOf(bytes);
      return { digests, there: known(digests.sha512) || (await uploadBytes(bucket, path, bytes, leftover)) };
    }
    const parts = await readParts(handle, Math.max(partSize, Math.ceil(size / mostParts)));
    if (known(parts.digests.sha512)) return { digests: parts.digests, there: true };
    if (leftover) {
      const same = leftover.bytes === parts.digests.bytes && sameEtag(leftover.etag, wholeEtag(parts.md5s));
      if (same) return { digests: parts.digests, there: true };
      await bucket.remove(path);
    }
    return { digests: parts.digests, there: await sendParts(bucket, path, handle, parts, file) };
  } finally {
    await handle.close();
  }
}

interface Parts {
  size: number;
  /** In hexadecimal. */
  md5s: string[];
  digests: Digests;
}

async function readParts(handle: FileHandle, size: number): Promise<Parts> {
  const [sha512, sha256] = [createHash('sha512'), createHash('sha256')];
  const md5s: string[] = [];
  let bytes = 0;
  for (;;) {
    const part = await readPart(handle, size, md5s.length);
    if (part.length === 0) break;
    sha512.update(part);
    sha256.update(part);
    md5s.push(etagOf(part));
    bytes += part.length;
  }
  return { size, md5s, digests: { sha512: sha512.digest('hex'), sha256: sha256.digest('hex'), bytes } };
}

async function readPart(handle: FileHandle, size: number, index: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(size);
  let length = 0;
  while (length < size) {
    const { bytesRead } = await handle.read(buffer, length, size - length, index * size + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}

/** What S3 and those like it call a file that came in parts. */
function wholeEtag(md5s: readonly string[]): string {
  const hash = createHash('md5');
  for (const md5 of md5s) hash.update(Buffer.from(md5, 'hex'));
  return `${hash.digest('hex')}-${md5s.length}`;
}

async function sendParts(
  bucket: Bucket,
  path: string,
  handle: FileHandle,
  parts: Parts,
  file: string,
): Promise<boolean> {
  const { size, md5s, digests } = parts;
  const begun = (await listUploads(bucket, path)).filter((each) => each.path === path).at(-1);
  const upload = begun?.upload ?? (await beginUpload(bucket, path));
  const there = begun ? await listParts(bucket, path, upload) : new Map();
  const etags: string[] = [];
  for (const [i, md5] of md5s.entries()) {
    const sent = there.get(i + 1);
    if (sent && sameEtag(sent.etag, md5)) {
      etags.push(sent.etag);
      continue;
    }
    const bytes = await readPart(handle, size, i);
    if (etagOf(bytes) !== md5) {
      await dropUpload(bucket, path, upload);
      throw changed(file);
    }
    const etag = await sendPart(bucket, path, upload, i + 1, bytes);
    if (etag === undefined) return false;
    etags.push(etag);
  }
  return endUpload(bucket, path, upload, etags, { bytes: digests.bytes, etag: wholeEtag(md5s) });
}

function changed(file: string): Failure {
  return new Failure(2, {
    zh: `${file} 在存档时改变了，没有存档。请等写完再存。`,
    en: `${file} changed while it was archived; nothing was archived. Wait until it is written.`,
  });
}
