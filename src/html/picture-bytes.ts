import { crc32 } from 'node:zlib';
import { imageSize } from 'image-size';

/** What the bytes of a picture say about it. Sizes in CSS px. */
export interface PictureFacts {
  mediaType: 'image/svg+xml' | 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif';
  width: number;
  height: number;
}

/**
 * `unknown`: no picture that we know; `broken`: cut off or damaged; `sizeless`: an SVG without
 * viewBox or width and height; `huge`: more pixels than can be decoded.
 */
export type PictureProblem = 'unknown' | 'broken' | 'sizeless' | 'huge';

const mediaTypes: Record<string, PictureFacts['mediaType']> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
};

/** A0 at 300 dpi is 140 million pixels. A browser would show nothing instead of a picture that claims much more. */
const mostPixels = 200_000_000;

/** Reads type and size from the bytes, and whether the file is whole: nothing is decoded, nothing allocated by its claims. */
export function inspectPicture(bytes: Buffer): PictureFacts | PictureProblem {
  let size: ReturnType<typeof imageSize>;
  try {
    size = imageSize(bytes);
  } catch {
    if (!looksKnown(bytes)) return 'unknown';
    return /<svg\b/.test(bytes.toString('utf8')) && isWhole('image/svg+xml', bytes) ? 'sizeless' : 'broken';
  }
  const { type = '', width, height } = size;
  const mediaType = mediaTypes[type];
  if (!mediaType) return 'unknown';
  if (!(width > 0) || !(height > 0) || !isWhole(mediaType, bytes)) return 'broken';
  if (mediaType !== 'image/svg+xml' && width * height > mostPixels) return 'huge';
  const orientation = size.orientation ?? (mediaType === 'image/png' ? pngOrientation(bytes) : 1);
  // EXIF orientations 5 to 8 lie on their side, and browsers stand them up.
  return orientation >= 5 ? { mediaType, width: height, height: width } : { mediaType, width, height };
}

function looksKnown(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 12).toString('latin1');
  return (
    /^(?:\x89PNG|\xFF\xD8\xFF|GIF8|RIFF....WEBP)/s.test(head) ||
    /^\s*<(?:\?xml|svg)/.test(bytes.toString('utf8', 0, 200))
  );
}

function isWhole(mediaType: PictureFacts['mediaType'], bytes: Buffer): boolean {
  switch (mediaType) {
    case 'image/png':
      return isWholePng(bytes);
    case 'image/jpeg':
      // End of image. Cameras append other data behind it.
      return bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) > 0;
    case 'image/webp':
      return bytes.readUInt32LE(4) + 8 <= bytes.length;
    case 'image/gif':
      return bytes.lastIndexOf(0x3b) >= 13;
    default:
      return /<\/(?:[\w-]+:)?svg\s*>|<(?:[\w-]+:)?svg[^>]*\/>/.test(bytes.toString('utf8'));
  }
}

/** Whether a PNG goes on to its end with the sums of all chunks right (PNG specification, 5.3). */
function isWholePng(bytes: Buffer): boolean {
  const chunks = pngChunks(bytes);
  return chunks.at(-1)?.type === 'IEND' && chunks.every(({ sound }) => sound);
}

/** The EXIF orientation that a PNG holds in its chunk eXIf, or 1. */
function pngOrientation(bytes: Buffer): number {
  const exif = pngChunks(bytes).find(({ type }) => type === 'eXIf')?.data;
  if (!exif || exif.length < 10) return 1;
  const little = exif.toString('latin1', 0, 2) === 'II';
  const short = (at: number) => (little ? exif.readUInt16LE(at) : exif.readUInt16BE(at));
  const directory = little ? exif.readUInt32LE(4) : exif.readUInt32BE(4);
  // Entries of 12 bytes: tag, type, count, value (EXIF 2.32, 4.6.2).
  for (let at = directory + 2; at + 12 <= exif.length; at += 12) {
    if (short(at) === 0x0112) return short(at + 8);
  }
  return 1;
}

function pngChunks(bytes: Buffer): { type: string; data: Buffer; sound: boolean }[] {
  const chunks = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) break;
    const type = bytes.toString('latin1', at + 4, at + 8);
    const sound = crc32(bytes.subarray(at + 4, end - 4)) === bytes.readUInt32BE(end - 4);
    chunks.push({ type, data: bytes.subarray(at + 8, end - 4), sound });
    if (type === 'IEND') break;
    at = end;
  }
  return chunks;
}
