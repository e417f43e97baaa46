import { createHash } from 'node:crypto';
import type { Browser } from 'puppeteer';
import { VFile } from 'vfile';
import { forOutput } from '../html/for-output.ts';
import type { TypesetBook } from '../html/index.ts';
import type { LoadedFace } from '../pdf/fonts.ts';
import type { PrintedPage } from '../pdf/page-texts.ts';
import type { PrintCache } from '../pdf/print-cache.ts';
import { type KanbenMessage, say } from '../report/message.ts';
import type { Template } from '../template/load.ts';
import { chapterPage } from './chapters.ts';
import type { KeptPictures } from './darkroom.ts';
import { draftChapter, type Piece } from './draft.ts';
import { dressPieces } from './dress.ts';
import { nameFiles } from './file-names.ts';
import { type Cover, frontPages } from './front-pages.ts';
import { describeBook } from './metadata.ts';
import { landmarks, navigationEntries, navigationLists } from './navigation.ts';
import { onixRecord } from './onix.ts';
import { markPageBreaks } from './page-breaks.ts';
import { listPages, type PageMark } from './page-list.ts';
import { type PreparedPicture, preparePictures } from './pictures.ts';
import type { PackedPicture, Publication } from './publication.ts';
import { markRare } from './rare.ts';
import { locateIds, type Places, pictureFile } from './references.ts';
import { wordsOf } from './words.ts';
import { writeEpub } from './write.ts';
import { h, legalText, toXhtml } from './xhtml.ts';

export type { Cover } from './front-pages.ts';
export type { PageMark } from './page-list.ts';

export interface EpubOptions {
  cover: Cover | undefined;
  /** What dcterms:modified says, e.g. from SOURCE_DATE_EPOCH. Default: the date of book.yaml, 00:00 UTC. */
  modified?: Date | undefined;
  /** The template's fonts, whole. Without them none goes along, not even for rare characters. */
  faces?: readonly LoadedFace[] | undefined;
  /** Where fonts that were cut down before are kept. */
  cache?: Pick<PrintCache, 'read' | 'write'> | undefined;
  /** The pinned browser, which converts pictures and draws formulas. Without it they stay as they are, and are reported. */
  browser?: (() => Promise<Browser>) | undefined;
  /** Where formulas that were drawn and pictures that were converted before are kept. */
  kept?: KeptPictures | undefined;
  /** Where the pages of the print edition begin, in order, if it is known exactly: elements of the text. */
  pageList?: readonly PageMark[] | undefined;
  /** Else the pages of the PDF made with it: their beginnings are found in the text. */
  printed?: readonly PrintedPage[] | undefined;
}

export interface PackedEpub {
  /** From the first byte to the last, once; pictures are read, and converted, as their turn comes. A piece holds until the next. */
  content: AsyncIterable<Uint8Array>;
  messages: KanbenMessage[];
}

/** The book as EPUB 3.3: the same bytes for the same book, cover, date and browser. */
export async function packEpub(book: TypesetBook, template: Template, options: EpubOptions): Promise<PackedEpub> {
  const publication = await composeEpub(book, template, options);
  return { content: writeEpub(publication), messages: publication.messages };
}

/** Everything that goes into the EPUB, before it is written. */
export async function composeEpub(whole: TypesetBook, template: Template, options: EpubOptions): Promise<Publication> {
  const book = forOutput(whole, 'epub');
  const { config } = book;
  const modified = options.modified ?? new Date(`${config.date}T00:00:00Z`);
  const words = wordsOf(config.language);
  const { pictures, messages } = preparePictures(book, options.browser, options.kept);
  const drafts = book.html.map((html) => draftChapter(html, book.targets, words));
  const breaks = options.pageList ?? findBreaks(drafts.flat(), options.printed ?? [], messages);
  const dressed = await dressPieces(drafts.flat(), book, template, options);
  const names = nameFiles(book.html.map(({ chapter }, n) => ({ chapter, files: drafts[n]?.length ?? 1 })));
  const pieces = drafts.flat().map((piece) => ({ piece, file: names.get(piece.html.chapter)?.[piece.nth] ?? '' }));
  const places: Places = { files: locateIds(pieces), pictures };
  const pageList = listPages(breaks, places);
  const cover = options.cover && { ...options.cover, file: coverFile(options.cover) };
  const front = frontPages(config, template, words, cover);
  const lists = navigationLists(book, places);
  const metadata = describeBook(book, modified, words, pageList.length > 0);
  return {
    language: config.language,
    title: legalText(config.title),
    metadata,
    pages: [...front, ...pieces.map(({ piece, file }) => chapterPage(piece, file, places, config.epub.notes))],
    pictures: packPictures(pictures.values(), dressed.pictures, cover),
    fonts: dressed.fonts,
    contents: { title: template.labels.contents, entries: navigationEntries(book, places) },
    lists,
    landmarks: landmarks(book, front, lists, pieces, places, template, words),
    pageList,
    direction: template.page.binding === 'right' ? 'rtl' : 'ltr',
    css: dressed.css + template.epubCss + dressed.rules,
    onix: config.epub.onix ? onixRecord(config, metadata, modified) : undefined,
    shown: (label) => labelXhtml(label, dressed.rare),
    words,
    modified,
    messages: [...messages, ...dressed.messages],
  };
}

/** Marks the pages in the text; those not found are told. */
function findBreaks(pieces: Piece[], printed: readonly PrintedPage[], messages: KanbenMessage[]): PageMark[] {
  const { marks, lost } = markPageBreaks(pieces, printed);
  if (lost.length > 0) {
    const zh = `印刷版第 ${lost.join('、')} 页从哪个字开始，在 EPUB 的正文里没有找到，页码表里没有这些页。`;
    const en = `Where pages ${lost.join(', ')} of the print edition begin was not found in the EPUB's text; its page list leaves them out.`;
    messages.push(say(new VFile({ path: 'book.yaml' }), 'epub:page-not-found', { zh, en }, { severity: 'info' }));
  }
  return marks;
}

/** The label of a contents entry, as the text shows it. */
function labelXhtml(label: string, rare: ReadonlySet<string>): string {
  const span = h('span', {}, label);
  markRare(span, rare);
  return toXhtml(span).replace(/^<span>|<\/span>$/g, '');
}

function coverFile({ bytes, mediaType }: Cover): string {
  return pictureFile({ hash: createHash('sha256').update(bytes).digest('hex'), mediaType });
}

/** The cover first; pictures with the same bytes once. */
function packPictures(
  pictures: Iterable<PreparedPicture>,
  formulas: readonly { file: string; bytes: Buffer }[],
  cover: (Cover & { file: string }) | undefined,
): PackedPicture[] {
  const packed = new Map<string, PackedPicture>();
  const add = (picture: PackedPicture) => {
    if (!packed.has(picture.file)) packed.set(picture.file, picture);
  };
  if (cover) {
    const { file, mediaType, bytes } = cover;
    add({ file, mediaType, read: async () => bytes, cover: true });
  }
  for (const { read, ...picture } of pictures) {
    add({ file: pictureFile(picture), mediaType: picture.mediaType, read, cover: false });
  }
  for (const { file, bytes } of formulas) add({ file, mediaType: 'image/png', read: async () => bytes, cover: false });
  return [...packed.values()];
}
