import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inspectPicture } from '../../src/html/picture-bytes.ts';

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}

function png(width: number, height: number, pixels = deflateSync(Buffer.alloc(100))): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(8, 8);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

/** A JPEG header of 30 × 20 with an EXIF orientation. */
function jpeg(orientation: number): Buffer {
  const tiff = Buffer.from(
    `4d4d002a0000000800010112000300000001${orientation.toString(16).padStart(4, '0')}000000000000`,
    'hex',
  );
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(exif.length + 2);
  return Buffer.concat([
    Buffer.from('ffd8ffe1', 'hex'),
    length,
    exif,
    Buffer.from('ffc0000b080014001e01011100', 'hex'),
    Buffer.from('ffd9', 'hex'),
  ]);
}

const svg = (attributes: string) => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${attributes}></svg>`);

describe('inspectPicture', () => {
  it('reads type and size', () => {
    expect(inspectPicture(png(3, 2))).toEqual({ mediaType: 'image/png', width: 3, height: 2 });
    expect(inspectPicture(svg('viewBox="0 0 40 30"'))).toEqual({ mediaType: 'image/svg+xml', width: 40, height: 30 });
    expect(inspectPicture(svg('width="20" viewBox="0 0 40 30"'))).toMatchObject({ width: 20, height: 15 });
    const gif = Buffer.from('47494638396103000200800000ffffff0000002c00000000030002000002028c003b', 'hex');
    expect(inspectPicture(gif)).toEqual({ mediaType: 'image/gif', width: 3, height: 2 });
  });

  it('turns a photograph as its camera was held', () => {
    expect(inspectPicture(jpeg(1))).toEqual({ mediaType: 'image/jpeg', width: 30, height: 20 });
    expect(inspectPicture(jpeg(3))).toMatchObject({ width: 30, height: 20 });
    for (const orientation of [5, 6, 7, 8]) {
      expect(inspectPicture(jpeg(orientation))).toMatchObject({ width: 20, height: 30 });
    }
  });

  it('turns a PNG that says so, as browsers do', () => {
    const turned = (exif: string) => {
      const whole = png(3, 2);
      return Buffer.concat([whole.subarray(0, 33), chunk('eXIf', Buffer.from(exif, 'hex')), whole.subarray(33)]);
    };
    expect(inspectPicture(turned('4d4d002a00000008000101120003000000010006000000000000'))).toMatchObject({ width: 2 });
    expect(inspectPicture(turned('49492a0008000000010012010300010000000800000000000000'))).toMatchObject({ width: 2 });
    expect(inspectPicture(turned('4d4d002a00000008000101120003000000010003000000000000'))).toMatchObject({ width: 3 });
    for (const junk of ['', '4d4d', '4d4d002affffffff0001', '4d4d002a000000080001']) {
      expect(inspectPicture(turned(junk))).toMatchObject({ width: 3 });
    }
  });

  it('believes no huge claim, and allocates nothing for it', () => {
    expect(inspectPicture(png(60000, 60000))).toBe('huge');
    expect(inspectPicture(png(0x7fffffff, 0x7fffffff))).toBe('huge');
    expect(inspectPicture(png(20000, 10000))).toMatchObject({ width: 20000 });
    expect(inspectPicture(svg('viewBox="0 0 99999 99999"'))).toMatchObject({ width: 99999 });
  });

  it('finds files that are cut off or changed, wherever', () => {
    const whole = png(3, 2);
    for (let length = 24; length < whole.length; length++)
      expect(inspectPicture(whole.subarray(0, length))).toBe('broken');
    for (let at = 16; at < whole.length - 12; at++) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(inspectPicture(changed), `byte ${at}`).toSatisfy((found) => found === 'broken' || found === 'huge');
    }
    expect(inspectPicture(jpeg(1).subarray(0, -2))).toBe('broken');
    expect(inspectPicture(png(0, 2))).toBe('broken');
    expect(inspectPicture(svg('viewBox="0 0 4 3"').subarray(0, -3))).toBe('broken');
  });

  it('knows what it does not know', () => {
    expect(inspectPicture(Buffer.from('hello'))).toBe('unknown');
    expect(inspectPicture(Buffer.from('%PDF-1.7'))).toBe('unknown');
    expect(inspectPicture(svg(''))).toBe('sizeless');
  });
});
