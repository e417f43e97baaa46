import { createHash } from 'node:crypto';

/** OCFL community extension 0003; its parameters keep their defaults. */
export const layoutExtension = '0003-hash-and-id-n-tuple-storage-layout';

const tupleSize = 3;
const numberOfTuples = 3;

export const layoutConfig = { extensionName: layoutExtension, digestAlgorithm: 'sha256', tupleSize, numberOfTuples };

/** The folders from the storage root to an object, e.g. `3c0`, `ff4`, `240`, `object-01` (extension 0003, Procedure). */
export function objectPath(id: string): string[] {
  const digest = createHash('sha256').update(id, 'utf8').digest('hex');
  const tuples = Array.from({ length: numberOfTuples }, (_, i) => digest.slice(i * tupleSize, (i + 1) * tupleSize));
  return [...tuples, encapsulation(id, digest)];
}

function encapsulation(id: string, digest: string): string {
  const encoded = id.replace(/[^A-Za-z0-9_-]/gu, (character) =>
    [...Buffer.from(character, 'utf8')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  );
  return encoded.length > 100 ? `${encoded.slice(0, 100)}-${digest}` : encoded;
}

const scheme = 'urn:kanben:';

/** The OCFL id of a publication: a URI, the same on every machine. */
export function objectId(publication: string): string {
  return scheme + encodeURIComponent(publication);
}

/** The publication that an object holds; an object of another program goes by its whole id. */
export function publicationOf(id: string): string {
  if (!id.startsWith(scheme)) return id;
  try {
    return decodeURIComponent(id.slice(scheme.length));
  } catch {
    return id;
  }
}
