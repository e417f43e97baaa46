import type { Element, Root } from 'hast';
import type { Browser } from 'puppeteer';
import type { BookConfig } from '../book/schema.ts';
import type { Picture } from '../html/images.ts';
import type { TypesetBook } from '../html/index.ts';
import { type PictureRoom, setWidth } from '../html/resolution.ts';
import { cacheKey } from '../report/cache-key.ts';
import { visitParents } from '../tree/visit.ts';
import { type Answer, closeGate, origin } from './browser/gate.ts';
import type { Press } from './press/index.ts';
import { within } from './press/patience.ts';
import type { PrintCache } from './print-cache.ts';

type ImageOptions = NonNullable<BookConfig['pdf']['images']>;

/** Quality of a JPEG that must be made smaller where book.yaml names none. */
const ordinaryQuality = 90;

/** Longest wait for one picture, in ms. */
const patience = 60_000;

/**
 * The pictures that book.yaml wants smaller in the PDF, by their hash: with no more pixels an inch than `maxDpi` where they are
 * shown largest, JPEGs in `jpegQuality`. Drawn by the browser that prints, in sRGB; what would not get smaller stays as it is.
 */
export async function smallerPictures(
  book: TypesetBook,
  options: ImageOptions,
  room: PictureRoom,
  press: Press,
  cache: PrintCache | undefined,
  environment: string,
): Promise<Map<string, Answer>> {
  const smaller = new Map<string, Answer>();
  for (const [picture, width] of widthsOf(book, room)) {
    const task = taskFor(picture, width, options);
    if (!task) continue;
    const key = cacheKey('picture', environment, picture.hash, JSON.stringify(task));
    const kept = (await cache?.read(key)) as Buffer | undefined;
    const bytes = kept ? Buffer.from(kept) : await redraw((await press.browser()).browser, picture, task);
    if (!kept) await cache?.write(key, bytes);
    // Of other kinds a PDF holds the bare pixels, and fewer of them are always smaller.
    if (bytes.length > 0 && (task.type === 'image/png' || bytes.length < picture.size))
      smaller.set(picture.hash, { body: bytes, contentType: task.type });
  }
  return smaller;
}

/** What is to be made of a picture: its size in pixels, and a quality from 0 to 1. */
interface Task {
  type: 'image/jpeg' | 'image/png';
  width: number;
  height: number;
  quality: number;
}

/** Undefined of a picture that stays as it is. `width`: the greatest in which it is shown, in mm. */
function taskFor(picture: Picture, width: number, { maxDpi, jpegQuality }: ImageOptions): Task | undefined {
  if (picture.mediaType === 'image/svg+xml' || picture.mediaType === 'image/gif') return undefined;
  const most = maxDpi === undefined ? picture.width : Math.ceil((width / 25.4) * maxDpi);
  const pixels = Math.min(picture.width, most);
  const jpeg = picture.mediaType === 'image/jpeg';
  if (pixels === picture.width && !(jpeg && jpegQuality !== undefined)) return undefined;
  return {
    type: jpeg ? 'image/jpeg' : 'image/png',
    width: pixels,
    height: Math.max(1, Math.round((picture.height * pixels) / picture.width)),
    quality: (jpegQuality ?? ordinaryQuality) / 100,
  };
}

/** Each picture of the text with the greatest width in which it is shown, in mm. */
function widthsOf({ html, pictures }: TypesetBook, room: PictureRoom): Map<Picture, number> {
  const widths = new Map<Picture, number>();
  for (const { title, body, notes } of html) {
    const children = [...title, ...body, ...notes.flatMap((note) => note.content)];
    visitParents({ type: 'root', children } as Root, 'element', (image, ancestors) => {
      const picture = image.tagName === 'img' && pictures.get(String(image.properties.src));
      if (!picture) return;
      const elements = ancestors.filter((node): node is Element => node.type === 'element');
      const width = setWidth(image, elements, picture, room);
      widths.set(picture, Math.max(widths.get(picture) ?? 0, width));
    });
  }
  return widths;
}

/** The picture drawn anew; nothing if the browser cannot read it. */
async function redraw(browser: Browser, { read, mediaType }: Picture, task: Task): Promise<Buffer> {
  const drawing = { zh: '缩小图片', en: 'making a picture smaller' };
  const page = await within(browser.newPage(), patience, drawing);
  try {
    const answers = new Map<string, Answer>([
      ['/redraw.html', { body: '<!doctype html>', contentType: 'text/html' }],
      ['/picture', { body: await read(), contentType: mediaType }],
    ]);
    await closeGate(page, answers, { scripts: true });
    const work = async () => {
      await page.goto(`${origin}/redraw.html`);
      return page.evaluate(drawSmaller, `${origin}/picture`, task);
    };
    return Buffer.from(await within(work(), patience, drawing), 'base64');
  } finally {
    void page.close().catch(() => {});
  }
}

/** Runs in the page. */
async function drawSmaller(address: string, { type, width, height, quality }: Task): Promise<string> {
  try {
    const blob = await (await fetch(address)).blob();
    const size = { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' } as const;
    const bitmap = await createImageBitmap(blob, size);
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    const drawn = new Uint8Array(await (await canvas.convertToBlob({ type, quality })).arrayBuffer());
    let binary = '';
    for (let at = 0; at < drawn.length; at += 0x8000) binary += String.fromCharCode(...drawn.subarray(at, at + 0x8000));
    return btoa(binary);
  } catch {
    return '';
  }
}
