import type { Bucket } from './bucket.ts';
import { sameEtag } from './bucket.ts';
import { refused } from './failures.ts';
import { elementsOf, textOf } from './xml.ts';

/** A part that the service has. */
interface Part {
  number: number;
  bytes: number;
  etag: string;
}

/** The uploads in parts that were begun below a path and not ended. */
export async function listUploads(bucket: Bucket, path: string): Promise<{ path: string; upload: string }[]> {
  const found: { path: string; upload: string }[] = [];
  let markers: Record<string, string> | undefined = {};
  while (markers) {
    const { status, body } = await bucket.service.send({
      method: 'GET',
      key: '',
      query: { uploads: '', prefix: bucket.key(path), ...markers },
    });
    if (status !== 200) return found;
    const xml = body.toString('utf8');
    const root = bucket.key('').length;
    for (const each of elementsOf(xml, 'Upload')) {
      found.push({ path: (textOf(each, 'Key') ?? '').slice(root), upload: textOf(each, 'UploadId') ?? '' });
    }
    const more = textOf(xml, 'IsTruncated') === 'true';
    const [key, upload] = [textOf(xml, 'NextKeyMarker'), textOf(xml, 'NextUploadIdMarker')];
    markers = more && key && upload ? { 'key-marker': key, 'upload-id-marker': upload } : undefined;
  }
  return found;
}

/** The parts of an upload that the service has. */
export async function listParts(bucket: Bucket, path: string, upload: string): Promise<Map<number, Part>> {
  const parts = new Map<number, Part>();
  let marker: string | undefined = '';
  while (marker !== undefined) {
    const { body } = await bucket.service.send({
      method: 'GET',
      key: bucket.key(path),
      query: { uploadId: upload, ...(marker && { 'part-number-marker': marker }) },
    });
    const xml = body.toString('utf8');
    for (const each of elementsOf(xml, 'Part')) {
      const number = Number(textOf(each, 'PartNumber'));
      parts.set(number, { number, bytes: Number(textOf(each, 'Size')), etag: textOf(each, 'ETag') ?? '' });
    }
    marker = textOf(xml, 'IsTruncated') === 'true' ? textOf(xml, 'NextPartNumberMarker') : undefined;
  }
  return parts;
}

export async function beginUpload(bucket: Bucket, path: string): Promise<string> {
  const { status, body } = await bucket.service.send({
    method: 'POST',
    key: bucket.key(path),
    query: { uploads: '' },
  });
  const upload = textOf(body.toString('utf8'), 'UploadId');
  if (upload === undefined) throw refused(bucket.shown, status, body.toString('utf8'));
  return upload;
}

/** Returns the part's etag; undefined if the upload is gone. */
export async function sendPart(
  bucket: Bucket,
  path: string,
  upload: string,
  number: number,
  bytes: Uint8Array,
): Promise<string | undefined> {
  const { status, headers } = await bucket.service.send({
    method: 'PUT',
    key: bucket.key(path),
    query: { partNumber: String(number), uploadId: upload },
    body: bytes,
  });
  return status === 200 ? (headers.get('etag') ?? '') : undefined;
}

/**
 * Makes a file of the parts where nothing is. Whether the file is there and is these parts: an earlier try of ours may have been
 * carried out.
 */
export async function endUpload(
  bucket: Bucket,
  path: string,
  upload: string,
  etags: readonly string[],
  whole: { bytes: number; etag: string },
): Promise<boolean> {
  const parts = etags.map((etag, i) => `<Part><PartNumber>${i + 1}</PartNumber><ETag>${etag}</ETag></Part>`);
  const { status, body } = await bucket.service.send({
    method: 'POST',
    key: bucket.key(path),
    query: { uploadId: upload },
    headers: { 'if-none-match': '*', 'content-type': 'application/xml' },
    body: Buffer.from(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`),
  });
  // An error may come after the status 200 was sent.
  if (status === 200 && elementsOf(body.toString('utf8'), 'Error').length === 0) return true;
  const there = await bucket.head(path);
  return there !== undefined && there.bytes === whole.bytes && sameEtag(there.etag, whole.etag);
}

export async function dropUpload(bucket: Bucket, path: string, upload: string): Promise<void> {
  await bucket.service.send({ method: 'DELETE', key: bucket.key(path), query: { uploadId: upload } });
}
