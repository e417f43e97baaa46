import { type Chapter, EPub, type Options } from 'epub-gen-memory';
import { appendStored } from './append.ts';
import { navigationTemplate, ncxTemplate, packageTemplate, pageTemplate } from './package.ts';
import type { PackedPicture, Page, Publication } from './publication.ts';

/** epub-gen-memory with our templates, nothing from the network, and the same bytes every time: all but the pictures of pixels. */
class FixedEpub extends EPub {
  readonly #publication: Publication;

  constructor(publication: Publication) {
    const options: Options & { publication: Publication } = {
      publication,
      title: publication.title,
      lang: publication.language,
      css: publication.css,
      date: publication.modified.toISOString(),
      version: 3,
      chapterXHTML: pageTemplate,
      contentOPF: packageTemplate,
      tocXHTML: navigationTemplate,
      tocNCX: ncxTemplate,
    };
    // `content` stays empty: epub-gen-memory would rewrite it as it does not know half of HTML.
    const chapters = publication.pages.map((page): Chapter & { page: Page } => ({
      page,
      title: page.title,
      filename: page.file,
      content: '',
    }));
    super(options, chapters);
    this.#publication = publication;
  }

  protected override async downloadAllImages(): Promise<void> {
    for (const { file, read } of this.#publication.pictures.filter(isDrawing)) {
      this.zip.file(`OEBPS/${file}`, await read());
    }
  }

  protected override async downloadAllFonts(): Promise<void> {
    const { fonts, onix } = this.#publication;
    for (const { file, bytes } of fonts) this.zip.file(`OEBPS/${file}`, bytes);
    if (onix !== undefined) this.zip.file('OEBPS/onix.xml', onix);
  }

  /** The cover is one of the pictures. */
  protected override async makeCover(): Promise<void> {}

  override async genEpub(): Promise<Buffer> {
    await this.render();
    for (const [name, entry] of Object.entries(this.zip.files)) {
      if (entry.dir) delete this.zip.files[name];
      entry.date = zipDate(this.#publication.modified);
    }
    // `mimetype` was added first and is stored (OCF 4.2). JSZip packs in JavaScript: no zlib, whose output differs by version.
    return this.zip.generateAsync({
      type: 'nodebuffer',
      platform: 'DOS',
      compression: 'DEFLATE',
      compressionOptions: { level: 9 },
    });
  }
}

/** The zip format knows the years 1980 to 2107. JSZip writes UTC. */
function zipDate(date: Date): Date {
  return new Date(Math.min(Math.max(date.getTime(), Date.UTC(1980, 0, 1)), Date.UTC(2107, 11, 31)));
}

/** The EPUB from its first byte to its last. Pictures are read as their turn comes, so that a book may have more than memory. */
export async function* writeEpub(publication: Publication): AsyncGenerator<Uint8Array> {
  const zip = await new FixedEpub(publication).genEpub();
  const stored = publication.pictures.filter((picture) => !isDrawing(picture));
  const files = stored.map(({ file, read }) => ({ name: `OEBPS/${file}`, read }));
  yield* appendStored(zip, files, zipDate(publication.modified));
}

/** PNG, JPEG, WebP and GIF are compressed already. */
function isDrawing({ mediaType }: PackedPicture): boolean {
  return mediaType === 'image/svg+xml';
}
