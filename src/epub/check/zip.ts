import { crc32, inflateRawSync } from 'node:zlib';

/** Why an archive cannot be read. */
export class BrokenZip extends Error {}

/** No EPUB file unpacks to more: what claims to is broken or meant to fill the memory. */
const largest = 1 << 30;

/**
 * The files of a zip archive by name, in the order of its directory (APPNOTE 6.3: 4.3.12, 4.3.16).
 * @throws BrokenZip if it is cut off, encrypted, or a file is not what its checksum says.
 */
export function readZip(bytes: Buffer): Map<string, Buffer> {
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0 || end + 22 > bytes.length) throw new BrokenZip('no end of the directory');
  const files = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(end + 16);
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n--) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw new BrokenZip('directory damaged');
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    if (!name.endsWith('/')) files.set(name, unpack(bytes, at, name));
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}

/** The content of the file that the directory entry at `at` is of. */
function unpack(bytes: Buffer, at: number, name: string): Buffer {
  const [flags, method] = [bytes.readUInt16LE(at + 8), bytes.readUInt16LE(at + 10)];
  const [sum, packed, size] = [at + 16, at + 20, at + 24].map((place) => bytes.readUInt32LE(place)) as Three;
  const local = bytes.readUInt32LE(at + 42);
  if (flags & 1) throw new BrokenZip(`${name}: encrypted`);
  if (local + 30 > bytes.length || size > largest) throw new BrokenZip(`${name}: out of bounds`);
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const data = bytes.subarray(start, start + packed);
  let content: Buffer;
  try {
    content = method === 0 ? data : inflateRawSync(data, { maxOutputLength: Math.max(size, 1) });
  } catch {
    throw new BrokenZip(`${name}: cannot be unpacked`);
  }
  if (content.length !== size || crc32(content) !== sum) throw new BrokenZip(`${name}: checksum wrong`);
  return content;
}

type Three = [number, number, number];
