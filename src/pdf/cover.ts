import { coverHtml } from '../html/cover.ts';
import type { TypesetBook } from '../html/index.ts';
import { cacheKey } from '../report/cache-key.ts';
import type { Template } from '../template/load.ts';
import { fullSpaces } from './lines/index.ts';
import type { PrintShop } from './print-shop.ts';

/** CSS px of an A-series page 210 mm wide, and the scale that makes the cover of the EPUB about 1600 px wide. */
const coverWidth = 794;
const coverScale = 2;

/** The cover of the template as a JPEG, for the EPUB. */
export async function drawCover(shop: PrintShop, book: TypesetBook, template: Template) {
  const width = coverWidth;
  const height = Math.round((coverWidth * template.page.height) / template.page.width);
  const html = {
    head: `<!doctype html><html lang="${book.config.language}"><head><meta charset="utf-8"><style>${shop.fontCss}\n${template.printCss}</style></head><body>`,
    body: `<section class="cover">${fullSpaces(coverHtml(book, template))}</section>`,
  };
  const key = cacheKey('cover', shop.environment, html.head, html.body);
  const kept = (await shop.cache?.read(key)) as Uint8Array | undefined;
  const name = { zh: 'EPUB 的封面', en: 'The cover of the EPUB' };
  const bytes = kept ? Buffer.from(kept) : await shop.press.draw(name, html, { width, height, scale: coverScale });
  if (!kept) await shop.cache?.write(key, bytes);
  return {
    bytes,
    mediaType: 'image/jpeg' as const,
    alt: book.config.title,
    width: width * coverScale,
    height: height * coverScale,
  };
}
