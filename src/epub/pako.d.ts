// What packer.ts and its test use of pako 1, which has no types of its own: the port of zlib inside it, whose memory can be used
// again.

declare module 'pako' {
  export function deflateRaw(bytes: Uint8Array, options: { level: number }): Uint8Array;
}

declare module 'pako/lib/zlib/zstream.js' {
  /** `z_stream` of zlib.h. */
  export default class ZStream {
    input: Uint8Array | null;
    next_in: number;
    avail_in: number;
    output: Uint8Array | null;
    next_out: number;
    avail_out: number;
  }
}

declare module 'pako/lib/zlib/deflate.js' {
  import type ZStream from 'pako/lib/zlib/zstream.js';

  const zlib: {
    deflateInit2(
      stream: ZStream,
      level: number,
      method: number,
      windowBits: number,
      memLevel: number,
      strategy: number,
    ): number;
    deflateReset(stream: ZStream): number;
    deflate(stream: ZStream, flush: number): number;
  };
  export default zlib;
}
