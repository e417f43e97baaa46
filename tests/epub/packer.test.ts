import { inflateRawSync } from 'node:zlib';
import { deflateRaw } from 'pako';
import { expect, test } from 'vitest';
import { Packer } from '../../src/epub/packer.ts';

/** Text of this many characters that repeats itself in part. */
function text(length: number, seed: number): Buffer {
  let state = seed;
  const characters = Array.from({ length }, () => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return String.fromCharCode(0x4e00 + ((state >> 8) % 900));
  });
  return Buffer.from(characters.join(''));
}

// Beyond the window (32 KB), the piece of output (64 KB) and the symbols of a block (16 K); small ones behind large ones.
const lengths = [0, 1, 20_000, 3, 120_000, 700, 40_000, 0, 20_000];

test('each file is packed as if it were the first', () => {
  const packer = new Packer();
  for (const [seed, length] of lengths.entries()) {
    const bytes = text(length, seed);
    const packed = packer.pack(bytes);
    expect(packed.equals(deflateRaw(bytes, { level: 9 }))).toBe(true);
    expect(inflateRawSync(packed).equals(bytes)).toBe(true);
  }
});

test('what was packed before stays as it was', () => {
  const packer = new Packer();
  const [first, second] = [text(5000, 1), text(5000, 2)].map((bytes) => ({ bytes, packed: packer.pack(bytes) }));
  expect([first, second].every((each) => each && inflateRawSync(each.packed).equals(each.bytes))).toBe(true);
});

test('hundreds of files take no more memory than their bytes', () => {
  const packer = new Packer();
  const files = Array.from({ length: 300 }, (_, seed) => text(1000, seed));
  const before = process.memoryUsage().arrayBuffers;
  let packed = 0;
  for (const file of files) packed += packer.pack(file).length;
  // pako's own `deflate` takes 86 MB for these, which are collected when more is short.
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 * packed + 1e6);
});
