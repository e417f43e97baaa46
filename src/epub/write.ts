import { type Chapter, EPub, type Options } from 'epub-gen-memory';
import { type ArchivedFile, writeArchive } from './archive.ts';
import { navigationTemplate, ncxTemplate, packageTemplate, pageTemplate } from './package.ts';
import type { PackedPicture, Page, Publication } from './publication.ts';

/** epub-gen-memory with our templates, nothing from the network, and no archive: its texts. */
class FixedEpub extends EPub {
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
  }

  // Fonts and pictures, the cover among them, do not go through its memory.
  protected override async downloadAllImages(): Promise<void> {}
  protected override async downloadAllFonts(): Promise<void> {}
  protected override async makeCover(): Promise<void> {}

  /** `mimetype` first, as it must be (OCF 4.2), and stored; then all texts. */
  async texts(): Promise<ArchivedFile[]> {
    await this.render();
    return Object.values(this.zip.files)
      .filter(({ dir }) => !dir)
      .map((entry) => ({
        name: entry.name,
        packs: entry.name !== 'mimetype',
        read: () => entry.async('nodebuffer'),
      }));
  }
}

/** The zip format knows the years 1980 to 2107. JSZip writes UTC. */
function zipDate(date: Date): Date {
  return new Date(Math.min(Math.max(date.getTime(), Date.UTC(1980, 0, 1)), Date.UTC(2107, 11, 31)));
}

/** The EPUB from its first byte to its last. Pictures are read as their turn comes, so that a book may have more than memory. */
export async function* writeEpub(publication: Publication): AsyncGenerator<Uint8Array> {
  const { fonts, onix, pictures, modified } = publication;
  const texts = await new FixedEpub(publication).texts();
  const file = (name: string, packs: boolean, read: ArchivedFile['read']) => ({ name: `OEBPS/${name}`, packs, read });
  const files = [
    ...texts,
    ...fonts.map(({ file: name, bytes }) => file(name, true, async () => bytes)),
    ...(onix === undefined ? [] : [file('onix.xml', true, async () => Buffer.from(onix))]),
    ...pictures.filter(isDrawing).map(({ file: name, read }) => file(name, true, read)),
    // Packed already.
    ...pictures.filter((picture) => !isDrawing(picture)).map(({ file: name, read }) => file(name, false, read)),
  ];
  yield* writeArchive(files, zipDate(modified));
}

function isDrawing({ mediaType }: PackedPicture): boolean {
  return mediaType === 'image/svg+xml';
}
