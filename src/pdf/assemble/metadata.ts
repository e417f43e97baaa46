import type { BookConfig } from '../../book/schema.ts';
import type { Claim } from '../finish/conformance.ts';
import { xmpPacket } from '../finish/xmp.ts';
import type { ObjectTable } from './file.ts';
import { ascii, date, dictionary, text } from './syntax.ts';

/** What the PDF says of its making. */
export interface Stamp {
  /** `kanben 0.1.0` */
  producer: string;
  modified: Date;
}

/**
 * Title, authors, language and dates of the edition, twice as the standards want it: as XMP and in the older Info; nothing of
 * the machine or the moment of the build. The numbers of both.
 */
export function writeMetadata(
  table: ObjectTable,
  config: BookConfig,
  { producer, modified }: Stamp,
  claims: readonly Claim[],
): { info: number; metadata: number } {
  const title = [config.title, config.subtitle].filter(Boolean).join('　');
  const created = `${config.date}T00:00:00Z`;
  const said = (value: string | undefined) => (value ? text(value) : undefined);
  const info = table.add(
    dictionary({
      Title: text(title),
      Author: said(config.creators.map((creator) => creator.name).join('、')),
      Subject: said(config.description),
      Keywords: said(config.subjects.join(', ')),
      Creator: text(producer),
      Producer: text(producer),
      CreationDate: ascii(`D:${created.replace(/[-:T]/g, '')}`),
      ModDate: date(modified),
    }),
  );
  const packet = xmpPacket(config, {
    title,
    producer,
    created,
    modified: modified.toISOString().replace(/\.\d+/, ''),
    claims,
  });
  // Not compressed, so that any program finds it.
  const metadata = table.addData(Buffer.from(packet), { Type: '/Metadata', Subtype: '/XML' }, { packed: false });
  return { info, metadata };
}
