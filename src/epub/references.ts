import { createHash } from 'node:crypto';
import type { Element } from 'hast';
import type { Picture } from '../html/images.ts';
import { decodeAddress } from '../markdown/decode-address.ts';
import { visit } from '../tree/visit.ts';
import type { Piece } from './draft.ts';

/** Where things of the book are in the EPUB. */
export interface Places {
  /** The file that holds each id. */
  files: ReadonlyMap<string, string>;
  pictures: ReadonlyMap<string, Pick<Picture, 'hash' | 'mediaType'>>;
}

/** The file of every id in the pieces of the book. */
export function locateIds(pieces: readonly { file: string; piece: Piece }[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const { file, piece } of pieces) {
    visit({ type: 'root', children: [...piece.blocks, ...piece.notes] }, 'element', ({ properties: { id } }) => {
      if (typeof id === 'string') files.set(id, file);
    });
  }
  return files;
}

/** Leads the links of one file to the others, and its images to the files that hold them. */
export function rewriteReferences(tree: Element, file: string, places: Places): void {
  visit(tree, 'element', ({ tagName, properties }) => {
    if (typeof properties.id === 'string') properties.id = anchorName(properties.id);
    if (typeof properties.ariaDetails === 'string') properties.ariaDetails = anchorName(properties.ariaDetails);
    if (tagName === 'a' && typeof properties.href === 'string' && properties.href.startsWith('#')) {
      properties.href = hrefOf(decodeAddress(properties.href.slice(1)), file, places);
    }
    if (tagName === 'img') {
      const picture = places.pictures.get(String(properties.src));
      if (picture) properties.src = pictureFile(picture);
    }
  });
}

/** `#id` in the same file, else `file.xhtml#id`. */
export function hrefOf(id: string, from: string | undefined, { files }: Places): string {
  const file = files.get(id) ?? '';
  return `${file === from ? '' : file}#${anchorName(id)}`;
}

/** The id as it stands in the EPUB. Not every reader decodes the `%E4%BA%A7` that a Chinese id is in a link. */
export function anchorName(id: string): string {
  if (/^[\w.:-]+$/.test(id)) return id;
  return `id-${createHash('sha256').update(id).digest('hex').slice(0, 12)}`;
}

const extensions: Record<Picture['mediaType'], string> = {
  'image/svg+xml': 'svg',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/gif': 'gif',
};

/** Named by content, so that the same picture is packed once and a changed one has a new name. */
export function pictureFile({ hash, mediaType }: Pick<Picture, 'hash' | 'mediaType'>): string {
  return `images/${hash.slice(0, 16)}.${extensions[mediaType]}`;
}
