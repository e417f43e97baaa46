import { createHash } from 'node:crypto';
import { type PDFDocument, PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib';
import type { BookConfig } from '../../book/schema.ts';

/** What the PDF says of its making. */
export interface Stamp {
  /** `kanben 0.1.0` */
  producer: string;
  modified: Date;
}

/** Title, authors, language and dates of the edition; nothing of the machine or the moment of the build. */
export function writeMetadata(document: PDFDocument, config: BookConfig, { producer, modified }: Stamp): void {
  const { context, catalog } = document;
  const name = (key: string) => PDFName.of(key);
  const date = PDFString.of(`D:${config.date.replaceAll('-', '')}000000Z`);
  const info = context.obj({});
  const entries: [string, string | undefined][] = [
    ['Title', [config.title, config.subtitle].filter(Boolean).join('　')],
    ['Author', config.creators.map((creator) => creator.name).join('、')],
    ['Subject', config.description],
    ['Keywords', config.subjects.join(', ')],
    ['Creator', producer],
    ['Producer', producer],
  ];
  for (const [key, text] of entries) if (text) info.set(name(key), PDFHexString.fromText(text));
  info.set(name('CreationDate'), date);
  info.set(name('ModDate'), PDFString.of(`D:${modified.toISOString().replace(/\.\d+|[-:T]/g, '')}`));
  context.trailerInfo.Info = context.register(info);
  catalog.set(name('Lang'), PDFString.of(config.language));
  catalog.set(name('ViewerPreferences'), context.obj({ DisplayDocTitle: true }));
  catalog.set(name('PageLayout'), name('TwoPageRight'));
}

/** The file identifier (ISO 32000-1, 14.4) from the content, so that the same book has the same one. */
export function writeFileId(document: PDFDocument, seed: Uint8Array): void {
  const id = PDFHexString.of(createHash('sha256').update(seed).digest('hex').slice(0, 32));
  document.context.trailerInfo.ID = document.context.obj([id, id]);
}
