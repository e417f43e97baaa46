import { readZip } from '../compare/zip.ts';

/** The cover picture of an EPUB and its extension; undefined if it names none. */
export function coverOf(epub: Buffer): { bytes: Buffer; extension: string } | undefined {
  const entries = readZip(epub);
  const opf = [...entries].find(([name]) => name.endsWith('.opf'));
  if (!opf) return undefined;
  const item = opf[1].toString('utf8').match(/<item\b[^>]*properties="[^"]*cover-image[^"]*"[^>]*>/)?.[0];
  const href = item && /\bhref="([^"]+)"/.exec(item)?.[1];
  if (!href) return undefined;
  const bytes = entries.get(opf[0].replace(/[^/]*$/, '') + href);
  const extension = /\.(jpe?g|png|svg|webp|gif)$/i.exec(href)?.[0];
  return bytes && extension ? { bytes, extension } : undefined;
}
