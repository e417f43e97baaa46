import { createHash } from 'node:crypto';
import type { Element } from 'hast';
import { visit } from 'unist-util-visit';
import type { Chapter } from '../document/chapter.ts';
import type { Targets } from '../document/targets.ts';
import type { Picture } from '../html/images.ts';
import { decodeAddress } from '../markdown/decode-address.ts';

/** Where things of the book are in the EPUB. */
export interface Places {
  files: ReadonlyMap<Chapter, string>;
  targets: Targets;
  pictures: ReadonlyMap<string, Picture>;
}

/** Leads the links of one chapter across files, and its images to the files that hold them. */
export function rewriteReferences(tree: Element, chapter: Chapter, places: Places): void {
  visit(tree, 'element', ({ tagName, properties }) => {
    if (typeof properties.id === 'string') properties.id = anchorName(properties.id);
    if (tagName === 'a' && typeof properties.href === 'string' && properties.href.startsWith('#')) {
      properties.href = hrefOf(decodeAddress(properties.href.slice(1)), chapter, places);
    }
    if (tagName === 'img') {
      const picture = places.pictures.get(String(properties.src));
      if (picture) properties.src = pictureFile(picture);
    }
  });
}

/** `#id` in the same file, else `file.xhtml#id`. */
export function hrefOf(id: string, from: Chapter | undefined, { files, targets }: Places): string {
  const chapter = targets.byId.get(id)?.chapter;
  const file = chapter && chapter !== from ? (files.get(chapter) ?? '') : '';
  return `${file}#${anchorName(id)}`;
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
