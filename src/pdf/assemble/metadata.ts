import type { BookConfig } from '../../book/schema.ts';
import type { Claim } from '../finish/conformance.ts';
import { xmpPacket } from '../finish/xmp.ts';
import type { ObjectTable } from './file.ts';
import { date, dictionary, text } from './syntax.ts';

/** What the PDF says of its making. */
export interface Stamp {
  /** `kanben 0.1.0` */
  producer: string;
  modified: Date;
}

/** Title, authors and dates of the edition in the older form, nothing of the machine or the moment of the build. */
export function infoOf(config: BookConfig, { producer, modified }: Stamp): string {
  const said = (value: string | undefined) => (value ? text(value) : undefined);
  return dictionary({
    Title: text(titleOf(config)),
    Author: said(config.creators.map((creator) => creator.name).join('、')),
    Subject: said(config.description),
    Keywords: said(config.subjects.join(', ')),
    Creator: text(producer),
    Producer: text(producer),
    CreationDate: date(new Date(createdOn(config))),
    ModDate: date(modified),
  });
}

/** The same as XMP, as the standards want it, with the claims to follow them. */
export function setMetadata(
  table: ObjectTable,
  number: number,
  config: BookConfig,
  { producer, modified }: Stamp,
  claims: readonly Claim[],
): void {
  const packet = xmpPacket(config, {
    title: titleOf(config),
    producer,
    created: createdOn(config),
    modified: modified.toISOString().replace(/\.\d+/, ''),
    claims,
  });
  // Not compressed, so that any program finds it.
  table.setData(number, Buffer.from(packet), { Type: '/Metadata', Subtype: '/XML' }, { packed: false });
}

function titleOf({ title, subtitle }: BookConfig): string {
  return [title, subtitle].filter(Boolean).join('　');
}

function createdOn(config: BookConfig): string {
  return `${config.date}T00:00:00Z`;
}
