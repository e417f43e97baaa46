import { createHash } from 'node:crypto';
import { forOutput } from '../html/for-output.ts';
import type { TypesetBook } from '../html/index.ts';
import type { Template } from '../template/load.ts';
import { chapterPage } from './chapters.ts';
import { draftChapter } from './draft.ts';
import { nameFiles } from './file-names.ts';
import { type Cover, frontPages } from './front-pages.ts';
import { describeBook } from './metadata.ts';
import { landmarks, navigationEntries, navigationLists } from './navigation.ts';
import type { PackedPicture, Publication } from './publication.ts';
import { locateIds, type Places, pictureFile } from './references.ts';
import { wordsOf } from './words.ts';
import { writeEpub } from './write.ts';
import { legalText } from './xhtml.ts';

export type { Cover } from './front-pages.ts';

export interface EpubOptions {
  cover: Cover | undefined;
  /** What dcterms:modified says, e.g. from SOURCE_DATE_EPOCH. Default: the date of book.yaml, 00:00 UTC. */
  modified?: Date | undefined;
}

/** The book as EPUB 3.3: the same bytes for the same book, cover and date. */
export async function packEpub(book: TypesetBook, template: Template, options: EpubOptions): Promise<Buffer> {
  return writeEpub(composeEpub(book, template, options));
}

/** Everything that goes into the EPUB, before it is written. */
export function composeEpub(whole: TypesetBook, template: Template, options: EpubOptions): Publication {
  const book = forOutput(whole, 'epub');
  const { config } = book;
  const modified = options.modified ?? new Date(`${config.date}T00:00:00Z`);
  const words = wordsOf(config.language);
  const cover = options.cover && { ...options.cover, file: coverFile(options.cover) };
  const drafts = book.html.map((html) => draftChapter(html, book.targets, words));
  const names = nameFiles(book.html.map(({ chapter }, n) => ({ chapter, files: drafts[n]?.length ?? 1 })));
  const pieces = drafts.flat().map((piece) => ({ piece, file: names.get(piece.html.chapter)?.[piece.nth] ?? '' }));
  const places: Places = { files: locateIds(pieces), pictures: book.pictures };
  const front = frontPages(config, template, words, cover);
  const lists = navigationLists(book, places);
  return {
    language: config.language,
    title: legalText(config.title),
    metadata: describeBook(book, modified, words),
    pages: [...front, ...pieces.map(({ piece, file }) => chapterPage(piece, file, places))],
    pictures: packPictures(book, cover),
    contents: { title: template.labels.contents, entries: navigationEntries(book, places) },
    lists,
    landmarks: landmarks(book, front, lists, pieces, places, template, words),
    pageList: [],
    direction: 'ltr',
    css: template.epubCss,
    words,
    modified,
  };
}

function coverFile({ bytes, mediaType }: Cover): string {
  return pictureFile({ hash: createHash('sha256').update(bytes).digest('hex'), mediaType });
}

/** The cover first; pictures with the same bytes once. */
function packPictures(book: TypesetBook, cover: (Cover & { file: string }) | undefined): PackedPicture[] {
  const packed = new Map<string, PackedPicture>();
  if (cover) packed.set(cover.file, { file: cover.file, mediaType: cover.mediaType, bytes: cover.bytes, cover: true });
  for (const picture of book.pictures.values()) {
    const file = pictureFile(picture);
    if (!packed.has(file)) packed.set(file, { file, mediaType: picture.mediaType, bytes: picture.bytes, cover: false });
  }
  return [...packed.values()];
}
