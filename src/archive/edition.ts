import type { BookConfig } from '../book/schema.ts';
import type { EditionRecord } from '../edition/record.ts';
import type { Previous } from './changes.ts';
import type { Digests } from './disk/disk.ts';

/** Where things are in an archived edition. */
export const places = {
  edition: 'edition.json',
  crate: 'ro-crate-metadata.json',
  provenance: 'provenance.json',
  manuscript: 'manuscript/',
  template: 'template/',
  outputs: 'outputs/',
  reports: 'reports/',
  environment: 'environment/',
} as const;

export const states = ['draft', 'published', 'withdrawn'] as const;
export type EditionState = (typeof states)[number];

/** `edition.json`: what a version of the archive is. */
export interface ArchivedEdition {
  record: 'kanben-archive/1';
  publication: string;
  /** Counts the editions; a change of state makes a version of the archive, but not an edition. */
  number: number;
  id: string;
  title: string;
  subtitle?: string;
  /** 版次 */
  edition?: string;
  /** The name under `editions` in book.yaml. */
  editionName?: string;
  date: string;
  language: string;
  creators: { name: string; role: string }[];
  publisher?: string;
  description?: string;
  rights?: string;
  identifiers: { scheme: string; value: string }[];
  state: EditionState;
  /** Why it was withdrawn, or what was corrected. */
  reason?: string;
  /** The version of the archive before this one. */
  supersedes?: string;
  /** sha512 of that version's inventory: the versions are a chain. */
  previousInventory?: string;
  outputs: { path: string; mediaType: string; bytes: number; sha256: string; pages?: number }[];
}

/** What `edition.json` says apart from its place in the chain. */
export type EditionFacts = Omit<ArchivedEdition, 'number' | 'supersedes' | 'previousInventory' | 'state' | 'reason'>;

/** What book.yaml and the record of a build say of an edition. */
export function editionFacts(publication: string, config: BookConfig, record: EditionRecord): EditionFacts {
  const { subtitle, publisher, description, rights } = config;
  return {
    record: 'kanben-archive/1',
    publication,
    id: record.id,
    title: record.title,
    ...(subtitle && { subtitle }),
    ...(record.edition && { edition: record.edition }),
    ...(record.editionName && { editionName: record.editionName }),
    date: record.date,
    language: record.language,
    creators: config.creators.map(({ name, role }) => ({ name, role })),
    ...(publisher && { publisher }),
    ...(description && { description }),
    ...(rights && { rights }),
    identifiers: config.identifiers.map(({ scheme, value }) => ({ scheme, value })),
    outputs: record.outputs.map(({ path, mediaType, bytes, sha256, pages }) => ({
      path: `${places.outputs}${path}`,
      mediaType,
      bytes,
      sha256,
      ...(pages !== undefined && { pages }),
    })),
  };
}

/** The edition with its place in the chain. */
export function placeInChain(
  facts: EditionFacts,
  standing: { number: number; state: EditionState; reason?: string | undefined },
  previous: Previous | undefined,
): ArchivedEdition {
  const { number, state, reason } = standing;
  const { record, publication, outputs, ...rest } = facts;
  return {
    record,
    publication,
    number,
    ...rest,
    state,
    ...(reason && { reason }),
    ...(previous && { supersedes: previous.version, previousInventory: previous.digest }),
    outputs,
  };
}

/** What alone makes no new version: it tells of the other files, or of the machine. */
export function isIncidental(name: string): boolean {
  return (
    name === places.edition ||
    name === places.crate ||
    name === places.provenance ||
    name.startsWith(places.reports) ||
    name.startsWith(places.environment)
  );
}

export function jsonBytes(value: object): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

/** The digests of staged files in the order of their paths. */
export function inOrder(staged: ReadonlyMap<string, Digests>): [path: string, Digests][] {
  return [...staged].sort(([a], [b]) => (a < b ? -1 : 1));
}
