import type { Browser, Page } from 'puppeteer';
import { type Answer, closeGate, origin } from '../pdf/browser/gate.ts';
import type { PrintCache } from '../pdf/print-cache.ts';

/** How a picture comes out of the darkroom. Sizes in px. */
export interface Development {
  width: number;
  height: number;
  mediaType: 'image/jpeg' | 'image/png';
}

/** Where pictures lie that came out of it before. */
export interface KeptPictures {
  cache: Pick<PrintCache, 'read' | 'write'>;
  /** Stands for the browser and for our own code. */
  tools: string;
}

const blank = { body: '<!doctype html><title>darkroom</title>', contentType: 'text/html; charset=utf-8' };

/** A page of the pinned browser that only our own code runs in, and that sees only what `answers` has. */
export async function inDarkroom<T>(
  browser: Browser,
  answers: ReadonlyMap<string, Answer>,
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const page = await browser.newPage();
  try {
    await closeGate(page, new Map([['/darkroom.html', blank], ...answers]), { scripts: true });
    await page.goto(`${origin}/darkroom.html`);
    return await work(page);
  } finally {
    await page.close().catch(() => {});
  }
}

/**
 * A bitmap decoded and encoded anew: in sRGB, stood up as its EXIF says, scaled to the size given. The same bytes for the
 * same picture and browser.
 */
export async function develop(
  browser: Browser,
  picture: { bytes: Buffer; mediaType: string },
  development: Development,
): Promise<Buffer> {
  const answers = new Map([['/picture', { body: picture.bytes, contentType: picture.mediaType }]]);
  return inDarkroom(browser, answers, async (page) =>
    Buffer.from(await page.evaluate(redraw, development, 'image/jpeg'), 'base64'),
  );
}

/** Runs in the page. Base64, since a page can hand out nothing but text. */
async function redraw({ width, height, mediaType }: Development, lossy: string): Promise<string> {
  const image = new Image();
  image.src = '/picture';
  await image.decode();
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, width, height);
  const blob = await canvas.convertToBlob({ type: mediaType, ...(mediaType === lossy && { quality: 0.9 }) });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
