import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, deflate } from 'node:zlib';
import type { CompiledStream } from './relocatable.ts';
import { array, dictionary, reference } from './syntax.ts';

const compress = promisify(deflate);

/** The objects of a file under construction, by number from 1. */
export class ObjectTable {
  readonly #plain: (string | undefined)[] = [];
  readonly #streams = new Map<number, CompiledStream>();
  readonly #data = new Map<
    number,
    { entries: Readonly<Record<string, string | number>>; bytes: Uint8Array; packed: boolean }
  >();
  #last = 0;

  /** Sets numbers aside; the first of them. */
  reserve(count = 1): number {
    const first = this.#last + 1;
    this.#last += count;
    return first;
  }

  add(text: string): number {
    const number = this.reserve();
    this.#plain[number] = text;
    return number;
  }

  set(number: number, text: string): void {
    this.#plain[number] = text;
  }

  setStream(number: number, stream: CompiledStream): void {
    this.#streams.set(number, stream);
  }

  addStream(stream: CompiledStream): number {
    const number = this.reserve();
    this.setStream(number, stream);
    return number;
  }

  /** A stream of bytes that are compressed when the file is written; `packed: false` leaves them legible. */
  addData(bytes: Uint8Array, entries: Readonly<Record<string, string | number>> = {}, { packed = true } = {}): number {
    const number = this.reserve();
    this.#data.set(number, { entries, bytes, packed });
    return number;
  }

  get last(): number {
    return this.#last;
  }

  /** Objects without a stream, in the order of their numbers. */
  *plain(): Generator<[number, string]> {
    for (const [number, text] of this.#plain.entries()) if (text !== undefined) yield [number, text];
  }

  /** All streams as they go into the file, in the order of their numbers. */
  async streams(): Promise<[number, CompiledStream][]> {
    const packed = [...this.#data].map(
      async ([number, { entries, bytes, packed }]): Promise<[number, CompiledStream]> => {
        const written = packed ? await pack(bytes) : bytes;
        const filter = packed ? { Filter: '/FlateDecode' } : {};
        return [number, { dictionary: dictionary({ ...entries, ...filter, Length: written.length }), bytes: written }];
      },
    );
    return [...this.#streams, ...(await Promise.all(packed))].sort(([a], [b]) => a - b);
  }
}

/** Compressed in a thread of its own, so that several at a time are. */
async function pack(bytes: Uint8Array): Promise<Uint8Array> {
  return compress(bytes, { level: constants.Z_DEFAULT_COMPRESSION });
}

/** How many objects go into one object stream: many compress well, but a reader unpacks all for one. */
const group = 200;

/** Entries of the cross-reference table: kind, offset or object stream, index in it (ISO 32000-1, 7.5.8). */
type Entry = [kind: 0 | 1 | 2, at: number, index: number];

/**
 * Writes the file: streams as they are, all other objects together in compressed object streams, and a cross-reference stream
 * that says where each is (ISO 32000-1, 7.5.7 and 7.5.8). Its identifier is made from all the rest, so that the same book has the same one.
 */
export async function writeFile(
  table: ObjectTable,
  { root, info }: { root: number; info: number },
): Promise<Uint8Array> {
  const entries: Entry[] = [[0, 0, 65_535]];
  const parts: Uint8Array[] = [];
  let at = 0;
  let last = table.last;
  const put = (bytes: Uint8Array) => {
    parts.push(bytes);
    at += bytes.length;
  };
  const putStream = (number: number, { dictionary: dict, bytes }: CompiledStream) => {
    entries[number] = [1, at, 0];
    put(Buffer.from(`${number} 0 obj\n${dict}\nstream\n`, 'latin1'));
    put(bytes);
    put(Buffer.from('\nendstream\nendobj\n', 'latin1'));
  };
  // Four bytes above 127 tell programs that move files that this one is binary.
  put(Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'));
  for (const [number, stream] of await table.streams()) putStream(number, stream);
  const groups = groupsOf(table.plain());
  const packed = await Promise.all(groups.map(({ body }) => pack(body)));
  for (const [i, { numbers, first }] of groups.entries()) {
    const bytes = packed[i] as Uint8Array;
    const number = ++last;
    for (const [index, inside] of numbers.entries()) entries[inside] = [2, number, index];
    const dict = { Type: '/ObjStm', N: numbers.length, First: first, Filter: '/FlateDecode', Length: bytes.length };
    putStream(number, { dictionary: dictionary(dict), bytes });
  }
  const own = ++last;
  entries[own] = [1, at, 0];
  const size = last + 1;
  const rows = Buffer.alloc(7 * size);
  for (let number = 0; number < size; number++) {
    const [kind, place, index] = entries[number] ?? [0, 0, 65_535];
    rows.writeUInt8(kind, 7 * number);
    rows.writeUInt32BE(place, 7 * number + 1);
    rows.writeUInt16BE(index, 7 * number + 5);
  }
  const bytes = await pack(rows);
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  const id = `<${hash.digest('hex').slice(0, 32).toUpperCase()}>`;
  const trailer = { Root: reference(root), Info: reference(info), ID: array([id, id]) };
  const dict = { Type: '/XRef', Size: size, W: '[1 4 2]', ...trailer, Filter: '/FlateDecode', Length: bytes.length };
  const start = at;
  putStream(own, { dictionary: dictionary(dict), bytes });
  put(Buffer.from(`startxref\n${start}\n%%EOF\n`, 'latin1'));
  return Buffer.concat(parts);
}

/** The objects by groups: before them, their numbers and where in the group each begins. */
function groupsOf(objects: Iterable<[number, string]>): { numbers: number[]; first: number; body: Buffer }[] {
  const groups: { numbers: number[]; first: number; body: Buffer }[] = [];
  let numbers: number[] = [];
  let texts: string[] = [];
  let head = '';
  let size = 0;
  const close = () => {
    if (numbers.length > 0)
      groups.push({ numbers, first: head.length, body: Buffer.from(head + texts.join(''), 'latin1') });
    [numbers, texts, head, size] = [[], [], '', 0];
  };
  for (const [number, text] of objects) {
    numbers.push(number);
    head += `${number} ${size} `;
    texts.push(text, '\n');
    size += text.length + 1;
    if (numbers.length === group) close();
  }
  close();
  return groups;
}
