import { createHash } from 'node:crypto';
import type { Browser } from 'puppeteer';
import { VFile } from 'vfile';
import type { Picture } from '../html/images.ts';
import type { TypesetBook } from '../html/index.ts';
import { cacheKey } from '../report/cache-key.ts';
import { Failure } from '../report/failure.ts';
import { type Bilingual, type KanbenMessage, type Severity, say } from '../report/message.ts';
import { type Development, develop, type KeptPictures } from './darkroom.ts';

/** A picture as it is packed. `hash` stands for its bytes: those of the manuscript, or what is made of them. */
export type PreparedPicture = Pick<Picture, 'hash' | 'mediaType' | 'read'>;

export interface PreparedPictures {
  /** By their key in the book. */
  pictures: Map<string, PreparedPicture>;
  messages: KanbenMessage[];
}

/** What shops take at most: 5.6 million pixels (Apple Books Asset Guide, images). */
const shopLimit = 5_600_000;

/**
 * Turns pictures that readers may not show into ones that all do, as book.yaml says: WebP and CMYK converted, large ones
 * scaled, each when it is read. What stays is the manuscript's bytes. Without a browser nothing is converted, and what should be
 * is reported.
 */
export function preparePictures(
  book: TypesetBook,
  browser: (() => Promise<Browser>) | undefined,
  kept?: KeptPictures,
): PreparedPictures {
  const prepared: PreparedPictures = { pictures: new Map(), messages: [] };
  for (const [key, picture] of book.pictures) {
    const tell = (rule: string, texts: Bilingual, severity?: Severity) =>
      prepared.messages.push(
        say(new VFile({ path: picture.path }), `epub:${rule}`, texts, { ...(severity && { severity }) }),
      );
    reportMotion(picture, tell);
    const development = plan(picture, book.config.epub.pictures);
    const converts = development && browser;
    if (development && !browser) {
      const zh = '这幅图要转换才能在各种阅读器里显示，但没有可用的浏览器，照原样收入。';
      tell('unconverted-picture', {
        zh,
        en: 'This picture should be converted for all readers, but there is no browser; it is packed as it is.',
      });
    }
    const { width, height } = converts ? development : picture;
    if (picture.mediaType !== 'image/svg+xml' && width * height > shopLimit) {
      const million = (width * height) / 1e6;
      const zh = `这幅图有 ${million.toFixed(1)} 百万像素，有的书店只收 5.6 百万以下。可在 book.yaml 写 epub: { pictures: { longest: 2400 } } 缩小。`;
      const en = `This picture has ${million.toFixed(1)} million pixels; some shops take at most 5.6. Set epub: { pictures: { longest: 2400 } } in book.yaml to scale it.`;
      tell('large-picture', { zh, en }, 'info');
    }
    prepared.pictures.set(key, converts ? convert(picture, development, browser, kept) : picture);
  }
  return prepared;
}

function reportMotion({ moves }: Picture, tell: (rule: string, texts: Bilingual) => void): void {
  if (!moves) return;
  const zh = '这是动图：电子墨水屏不会动，闪烁也可能使人不适。请换成静止的图，或几幅图。';
  const en =
    'This picture moves: paper-like screens do not show it, and flashing may harm. Use a still one, or several.';
  tell('moving-picture', { zh, en });
}

/** What must be done to a picture; undefined if it can be packed as it is. */
export function plan(
  { mediaType, width, height, cmyk, exact }: Picture,
  { longest, webp }: TypesetBook['config']['epub']['pictures'],
): Development | undefined {
  // SVG has no pixels; a GIF that moves would stop.
  if (mediaType === 'image/svg+xml' || mediaType === 'image/gif') return undefined;
  const scale = longest ? Math.min(1, longest / Math.max(width, height)) : 1;
  const unknown = mediaType === 'image/webp' && webp === 'convert';
  if (scale === 1 && !cmyk && !unknown) return undefined;
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
    mediaType: exact ? 'image/png' : 'image/jpeg',
  };
}

function convert(
  picture: Picture,
  development: Development,
  browser: () => Promise<Browser>,
  kept: KeptPictures | undefined,
): PreparedPicture {
  const task = JSON.stringify([picture.hash, development.width, development.height, development.mediaType]);
  return {
    hash: createHash('sha256').update(task).digest('hex'),
    mediaType: development.mediaType,
    async read() {
      const { path, mediaType } = picture;
      const place = cacheKey('picture', kept?.tools ?? '', task);
      // Pictures do not stay in memory, nor what is made of them.
      const before = (await kept?.cache.read(place, { hold: false })) as Uint8Array | undefined;
      if (before) return Buffer.from(before.buffer, before.byteOffset, before.length);
      const bytes = await picture.read();
      try {
        const developed = await develop(await browser(), { bytes, mediaType }, development);
        await kept?.cache.write(place, developed, { hold: false });
        return developed;
      } catch (cause) {
        if (cause instanceof Failure) throw cause;
        const zh = `图片“${path}”转换不成：随附的浏览器读不懂它，或内存不够。请在看图软件里另存一份再用；没有输出任何文件。`;
        const en = `The image "${path}" could not be converted: the bundled browser cannot read it, or lacks memory. Save it anew with an image program; nothing was written.`;
        throw new Failure(1, { zh, en }, { cause });
      }
    },
  };
}
