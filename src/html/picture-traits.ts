import type { PictureFacts } from './picture-bytes.ts';

/** What old readers and paper-like screens stumble over. */
export interface PictureTraits {
  /** Four inks: many readers show it with wrong colours, or not at all. */
  cmyk: boolean;
  moves: boolean;
  /** Whether it must become a PNG when converted: JPEG has no transparency and blurs what was drawn. */
  exact: boolean;
}

/** Read from the head and the block structure; nothing is decoded. */
export function traitsOf(mediaType: PictureFacts['mediaType'], bytes: Buffer): PictureTraits {
  switch (mediaType) {
    case 'image/jpeg':
      return { cmyk: jpegComponents(bytes) === 4, moves: false, exact: false };
    case 'image/gif':
      return { cmyk: false, moves: gifFrames(bytes) > 1, exact: true };
    case 'image/webp':
      return { cmyk: false, ...webpTraits(bytes) };
    default:
      return { cmyk: false, moves: false, exact: true };
  }
}

/** The number of colour components that the frame header says (ITU-T T.81, B.2.2); 0 if there is none. */
function jpegComponents(bytes: Buffer): number {
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    // SOF0 to SOF15, but for DHT, JPG and DAC.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return bytes[at + 9] ?? 0;
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return 0;
}

/** How many pictures follow one another (GIF89a, 20 to 26). Counting ends with the second. */
function gifFrames(bytes: Buffer): number {
  const colours = (flags: number) => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  let at = 13 + colours(bytes[10] ?? 0);
  let frames = 0;
  const skipBlocks = () => {
    while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0);
    at++;
  };
  while (at < bytes.length && frames < 2) {
    const kind = bytes[at];
    if (kind === 0x2c) {
      frames++;
      at += 11 + colours(bytes[at + 9] ?? 0);
      skipBlocks();
    } else if (kind === 0x21) {
      at += 2;
      skipBlocks();
    } else break;
  }
  return frames;
}

/** https://developers.google.com/speed/webp/docs/riff_container: VP8X says alpha (0x10) and animation (0x02). */
function webpTraits(bytes: Buffer): { moves: boolean; exact: boolean } {
  const kind = bytes.toString('latin1', 12, 16);
  const flags = kind === 'VP8X' ? (bytes[20] ?? 0) : 0;
  return { moves: (flags & 0x02) !== 0, exact: kind === 'VP8L' || (flags & 0x10) !== 0 };
}
