import { crc32 } from 'node:zlib';
import { Failure } from '../report/failure.ts';
import { Packer } from './packer.ts';

/** A file of an archive. */
export interface ArchivedFile {
  /** ASCII. */
  name: string;
  /** Whether it gets smaller by packing; what is packed already is stored as it is. */
  packs: boolean;
  /** In `room` if there is enough. */
  read(room: Buffer): Promise<Buffer>;
}

/** Room that is kept for the next file, in bytes. */
const mostRoom = 32 * 1024 * 1024;

/** Lengths of the records of a zip archive without names (APPNOTE 6.3: 4.3.7, 4.3.12, 4.3.16). */
const localLength = 30;
const centralLength = 46;
const endLength = 22;

/** Compression method (4.4.5). */
const deflated = 8;

/** What a zip archive without the extensions of zip64, which not all readers know, can hold. */
const mostBytes = 0xffff_ffff;
const mostFiles = 0xffff;

/**
 * The bytes of a zip archive. Its files are read one after another as the bytes are taken, so that there is never more than one in
 * memory; a piece holds only until the next is asked for. `date` is in UTC.
 */
export async function* writeArchive(
  files: readonly ArchivedFile[],
  date: Date,
  most = mostBytes,
): AsyncGenerator<Uint8Array> {
  const entries: Buffer[] = [];
  const packer = new Packer();
  let at = 0;
  let room: Buffer = Buffer.alloc(0);
  for (const { name, packs, read } of files) {
    const bytes = await read(room);
    if (!packs && bytes.length > room.length && bytes.length <= mostRoom) room = bytes;
    const content = packs ? packer.pack(bytes) : bytes;
    const facts = factsOf(name, bytes, content, packs, date);
    entries.push(centralEntry(facts, name, at));
    at += localLength + name.length + content.length;
    if (at > most || files.length > mostFiles) throw tooLarge();
    yield localEntry(facts, name);
    yield content;
  }
  const length = entries.reduce((sum, entry) => sum + entry.length, 0);
  if (at + length > most) throw tooLarge();
  yield* entries;
  const end = Buffer.alloc(endLength);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(at, 16);
  yield end;
}

/** What the two headers of a file have in common: from the version that is needed to the length of the extra field. */
function factsOf(name: string, bytes: Buffer, content: Buffer, packed: boolean, date: Date): Buffer {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(10, 0);
  facts.writeUInt16LE(packed ? deflated : 0, 4);
  facts.writeUInt16LE((date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1), 6);
  facts.writeUInt16LE(((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate(), 8);
  facts.writeUInt32LE(crc32(bytes), 10);
  facts.writeUInt32LE(content.length, 14);
  facts.writeUInt32LE(bytes.length, 18);
  facts.writeUInt16LE(name.length, 22);
  return facts;
}

function localEntry(facts: Buffer, name: string): Buffer {
  return Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, Buffer.from(name, 'latin1')]);
}

function centralEntry(facts: Buffer, name: string, at: number): Buffer {
  const entry = Buffer.alloc(centralLength + name.length);
  entry.write('PK\x01\x02', 0, 'latin1');
  entry.writeUInt16LE(20, 4);
  facts.copy(entry, 6);
  entry.writeUInt32LE(at, 42);
  entry.write(name, centralLength, 'latin1');
  return entry;
}

function tooLarge(): Failure {
  return new Failure(1, {
    zh: 'EPUB 超过 4 GB 或 65535 个文件，阅读器打不开。请在 book.yaml 写 epub: { pictures: { longest: 2400 } } 缩小图片，或分成几本；没有输出任何文件。',
    en: 'The EPUB has more than 4 GB or 65535 files; readers could not open it. Set epub: { pictures: { longest: 2400 } } in book.yaml to scale its pictures, or split the book; nothing was written.',
  });
}
