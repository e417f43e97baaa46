import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Committed, Previous, Source } from '../../src/archive/changes.ts';
import { type CommitOptions, commitVersion } from '../../src/archive/commit.ts';
import type { Disk } from '../../src/archive/disk/disk.ts';
import { type DiskStore, makeDiskStore } from '../../src/archive/disk/open.ts';
import { objectId } from '../../src/archive/layout.ts';
import type { Store } from '../../src/archive/store.ts';

/** A store in a folder of its own, gone after the test. */
export async function temporaryStore(disk?: Disk): Promise<DiskStore> {
  return makeDiskStore(path.join(await temporaryFolder(), 'store'), disk);
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kanben-archive-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Text by logical path. */
export type Texts = Record<string, string>;

export const user = { name: '存档员', address: 'mailto:archive@example.org' };

/** Adds a version that holds the texts and an edition.json that names the inventory before it, as `add` writes it. */
export function commitTexts(
  store: Store,
  publication: string,
  texts: Texts,
  more: Partial<CommitOptions> = {},
): Promise<Committed> {
  return commitVersion(store, {
    id: objectId(publication),
    sources: sourcesOf(texts),
    derive: async (previous) => sourcesOf({ 'edition.json': editionText(publication, previous) }),
    incidental: (name) => name === 'edition.json',
    message: '测试',
    user,
    created: new Date('2025-03-01T08:00:00Z'),
    ...more,
  });
}

function sourcesOf(texts: Texts): Source[] {
  return Object.entries(texts).map(([name, text]) => ({ path: name, from: { bytes: async () => Buffer.from(text) } }));
}

function editionText(publication: string, previous: Previous | undefined): string {
  const edition = {
    record: 'kanben-archive/1',
    publication,
    number: previous ? Number(previous.version.slice(1)) + 1 : 1,
    id: publication,
    title: publication,
    date: '2025-03-01',
    language: 'zh-Hans',
    creators: [],
    identifiers: [],
    state: 'published',
    ...(previous && { supersedes: previous.version, previousInventory: previous.digest }),
    outputs: [],
  };
  return JSON.stringify(edition);
}
