import zlib from 'pako/lib/zlib/deflate.js';
import ZStream from 'pako/lib/zlib/zstream.js';

// Of zlib.h.
const finish = 4;
const deflated = 8;
const streamEnd = 1;
const defaultStrategy = 0;

const level = 9;
/** Without the head and the sum of zlib: zip archives have neither. */
const rawWindow = -15;
const memoryLevel = 8;

/**
 * Packs files by Deflate (RFC 1951) in JavaScript: the bytes of Node's own zlib differ by its version. All with the same memory:
 * what pako otherwise takes for each, 300 KB, would be more than the texts of a book of many chapters.
 */
export class Packer {
  readonly #stream = new ZStream();
  readonly #piece = new Uint8Array(65_536);

  constructor() {
    zlib.deflateInit2(this.#stream, level, deflated, rawWindow, memoryLevel, defaultStrategy);
  }

  pack(bytes: Uint8Array): Buffer {
    const stream = this.#stream;
    zlib.deflateReset(stream);
    Object.assign(stream, { input: bytes, next_in: 0, avail_in: bytes.length, output: this.#piece });
    const pieces: Buffer[] = [];
    let status: number;
    do {
      Object.assign(stream, { next_out: 0, avail_out: this.#piece.length });
      status = zlib.deflate(stream, finish);
      pieces.push(Buffer.from(this.#piece.subarray(0, stream.next_out)));
    } while (status !== streamEnd);
    stream.input = null;
    return Buffer.concat(pieces);
  }
}
