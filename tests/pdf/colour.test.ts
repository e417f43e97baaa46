import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { PDFArray, PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeStream, operandsOf, pageContent } from '../../src/pdf/finish/content-stream.ts';
import { srgbProfile } from '../../src/pdf/finish/icc.ts';
import { operations } from '../../src/pdf/finish/operations.ts';
import { bookFolder } from '../typeset-folder.ts';
import { buildPdf } from './build-pdf.ts';

const name = (text: string) => PDFName.of(text);

/** A profile in which red is green and green red: whoever heeds it sees the two swapped. */
function swappedProfile(): Buffer {
  const profile = srgbProfile();
  const [red, green] = ['rXYZ', 'gXYZ'].map((tag) => profile.indexOf(tag, 128)) as [number, number];
  profile.write('gXYZ', red, 'latin1');
  profile.write('rXYZ', green, 'latin1');
  return profile;
}

/** A picture of 40 × 40 dots in one colour of this profile. */
function png([r, g, b]: [number, number, number], profile: Buffer): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const head = Buffer.from([0, 0, 0, 40, 0, 0, 0, 40, 8, 2, 0, 0, 0]);
  const row = Buffer.from([0, ...Array.from({ length: 40 }, () => [r, g, b]).flat()]);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('iCCP', Buffer.concat([Buffer.from('swapped\0\0', 'latin1'), deflateSync(profile)])),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: 40 }, () => row)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The JPEG with the profile in it (ICC.1, annex B.4). */
function withProfile(jpeg: Buffer, profile: Buffer): Buffer {
  const data = Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), profile]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(data.length + 2);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xe2]), length, data, jpeg.subarray(2)]);
}

/** X, Y and Z of a primary (ICC.1, 10.31). */
function primary(profile: Buffer, tag: string): number[] {
  const at = profile.readUInt32BE(profile.indexOf(tag, 128) + 4) + 8;
  return [0, 4, 8].map((offset) => profile.readInt32BE(at + offset) / 65_536);
}

describe('colours and boxes are kept', () => {
  const profile = swappedProfile();
  let jpeg: Buffer;
  let document: PDFDocument;
  let images: PDFRawStream[];

  beforeAll(async () => {
    jpeg = withProfile(await readFile(path.join(bookFolder('figures'), '夜景.jpg')), profile);
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40" viewBox="0 0 80 40"><rect width="40" height="40" fill="#336699"/><rect x="40" width="40" height="40" fill="rgb(204,51,0)"/></svg>';
    const { bytes } = await buildPdf('figures', {
      '夜景.jpg': jpeg,
      '色.png': png([200, 40, 90], profile),
      '图.svg': svg,
      'a.md': '# 颜色\n\n![照片](夜景.jpg)\n\n![一色](色.png)\n\n![两色](图.svg)\n',
    });
    document = await PDFDocument.load(bytes, { updateMetadata: false });
    images = document.context
      .enumerateIndirectObjects()
      .flatMap(([, object]) =>
        object instanceof PDFRawStream && object.dict.get(name('Subtype')) === name('Image') ? [object] : [],
      );
  });

  /** The profile by which a picture is to be read. */
  function profileOf(image: PDFRawStream | undefined): Buffer | undefined {
    const space = image?.dict.lookup(name('ColorSpace'));
    if (!(space instanceof PDFArray) || space.lookup(0) !== name('ICCBased')) return undefined;
    return decodeStream(space.lookup(1) as PDFRawStream);
  }

  it('a JPEG goes in as it is, and its profile with it', () => {
    const photo = images.find(({ dict }) => dict.get(name('Filter')) === name('DCTDecode'));
    expect(photo && jpeg.equals(photo.contents)).toBe(true);
    expect(profileOf(photo)?.equals(profile)).toBe(true);
  });

  it('a PNG keeps its values and the profile that says what they mean', () => {
    const plain = images.find(({ dict }) => dict.get(name('Width'))?.toString() === '40') as PDFRawStream;
    expect([...inflateSync(plain.contents).subarray(0, 3)]).toEqual([200, 40, 90]);
    // Written anew by the browser, with the same primaries: red and green are those of the picture's profile.
    const written = profileOf(plain) as Buffer;
    expect(written?.toString('latin1', 36, 40)).toBe('acsp');
    for (const tag of ['rXYZ', 'gXYZ', 'bXYZ']) {
      const [found, meant] = [primary(written, tag), primary(profile, tag)];
      for (const [i, value] of meant.entries()) expect(found[i], tag).toBeCloseTo(value, 3);
    }
    expect(primary(profile, 'rXYZ')[0]).not.toBeCloseTo(primary(srgbProfile(), 'rXYZ')[0] as number, 1);
  });

  it('a drawing has the colours that it names', () => {
    const colours = new Set<string>();
    for (const page of document.getPages()) {
      const content = pageContent(document.context, page.node.get(name('Contents')));
      for (const operation of operations(content)) {
        if (operation.operator !== 'rg') continue;
        const values = operandsOf(content, operation) as number[];
        colours.add(values.map((value) => Math.round(value * 255)).join(' '));
      }
    }
    expect([...colours]).toEqual(expect.arrayContaining(['51 102 153', '204 51 0']));
  });

  it('pages have the box of their paper, and nothing is cut off it', () => {
    for (const { node } of document.getPages()) {
      const { width, height } = node.lookup(name('MediaBox'), PDFArray).asRectangle();
      // A4; Chromium's paper is a whole number of its dots.
      expect(Math.abs(width - 595.28)).toBeLessThan(0.5);
      expect(Math.abs(height - 841.89)).toBeLessThan(0.5);
      for (const key of ['CropBox', 'TrimBox', 'UserUnit', 'Rotate']) expect(node.has(name(key)), key).toBe(false);
    }
  });
});
