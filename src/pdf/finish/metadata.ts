import { createHash } from 'node:crypto';
import { type PDFDocument, PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib';
import type { BookConfig } from '../../book/schema.ts';
import type { Claim } from './conformance.ts';
import { xmpPacket } from './xmp.ts';

/** What the PDF says of its making. */
export interface Stamp {
  /** `kanben 0.1.0` */
  producer: string;
  modified: Date;
}

/**
 * Title, authors, language and dates of the edition, twice as the standards want it: as XMP and in the older Info; nothing of
 * the machine or the moment of the build.
 */
export function writeMetadata(document: PDFDocument, config: BookConfig, stamp: Stamp, claims: readonly Claim[]): void {
  const { context, catalog } = document;
  const { producer } = stamp;
  const name = (key: string) => PDFName.of(key);
  const title = [config.title, config.subtitle].filter(Boolean).join('　');
  const modified = stamp.modified.toISOString().replace(/\.\d+/, '');
  const created = `${config.date}T00:00:00Z`;
  const info = context.obj({});
  const entries: [string, string | undefined][] = [
    ['Title', title],
    ['Author', config.creators.map((creator) => creator.name).join('、')],
    ['Subject', config.description],
    ['Keywords', config.subjects.join(', ')],
    ['Creator', producer],
    ['Producer', producer],
  ];
  for (const [key, text] of entries) if (text) info.set(name(key), PDFHexString.fromText(text));
  info.set(name('CreationDate'), PDFString.of(`D:${created.replace(/[-:T]/g, '')}`));
  info.set(name('ModDate'), PDFString.of(`D:${modified.replace(/[-:T]/g, '')}`));
  const before = context.trailerInfo.Info;
  if (before) context.delete(before as never);
  context.trailerInfo.Info = context.register(info);
  const packet = Buffer.from(xmpPacket(config, { title, producer, created, modified, claims }));
  const old = catalog.get(name('Metadata'));
  if (old) context.delete(old as never);
  catalog.set(name('Metadata'), context.register(context.stream(packet, { Type: 'Metadata', Subtype: 'XML' })));
  catalog.set(name('Lang'), PDFString.of(config.language));
  catalog.set(name('MarkInfo'), context.obj({ Marked: true }));
  catalog.set(name('ViewerPreferences'), context.obj({ DisplayDocTitle: true }));
  catalog.set(name('PageLayout'), name('TwoPageRight'));
}

const placeholder = '0'.repeat(32);

/** Sets a file identifier (ISO 32000-1, 14.4) to be filled in once the bytes are there. */
export function reserveFileId(document: PDFDocument): void {
  const id = PDFHexString.of(placeholder);
  document.context.trailerInfo.ID = document.context.obj([id, id]);
}

/** Fills in the file identifier, made from all the other bytes: the same book has the same one. */
export function fillFileId(bytes: Uint8Array): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const id = createHash('sha256').update(buffer).digest('hex').slice(0, 32);
  const at = buffer.lastIndexOf(`<${placeholder}>`);
  const first = buffer.lastIndexOf(`<${placeholder}>`, at - 1);
  if (first < 0) throw new Error('the saved file has no place for its identifier');
  for (const place of [first, at]) buffer.write(id, place + 1, 'latin1');
}
