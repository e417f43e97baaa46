import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../report/failure.ts';
import { readBag } from './bag.ts';
import type { Committed, Source } from './changes.ts';
import { commitVersion } from './commit.ts';
import { roCrate } from './crate.ts';
import { type ArchivedEdition, type EditionFacts, isIncidental, jsonBytes, placeInChain, places } from './edition.ts';
import { objectId, objectPath } from './layout.ts';
import { readEditionFile } from './read-edition.ts';
import { makeStore } from './store.ts';

export interface ImportOptions {
  bag: string;
  store: string;
  /** Default: what the bag's own edition.json says. */
  publication?: string | undefined;
  user: { name: string; address: string };
  now?: () => Date;
  signal?: AbortSignal | undefined;
}

/**
 * Takes a bag in as the next version of its publication. All files stay as they are but those that tell the place in this
 * store's chain. @throws Failure (2) the bag is not valid, or no edition and no publication is named
 */
export async function importBag(options: ImportOptions): Promise<Committed & { publication: string }> {
  const bag = await readBag(options.bag);
  const own = bag.files.find((file) => file.path === places.edition);
  const edition = own && parseEdition(await readFile(own.file, 'utf8'));
  const publication = options.publication ?? edition?.publication;
  if (publication === undefined) {
    throw new Failure(2, {
      zh: `${options.bag} 里没有 edition.json，不知道是哪个出版物。请用 --publication 指明。`,
      en: `${options.bag} has no edition.json, so its publication is not known. Name it with --publication.`,
    });
  }
  const store = await makeStore(options.store);
  await store.changes.settle();
  const id = objectId(publication);
  const remade = edition ? [places.edition, places.crate] : [];
  const sources: Source[] = bag.files
    .filter((file) => !remade.some((name) => name === file.path))
    .map((file) => ({ path: file.path, from: { file: file.file }, sha512: file.sha512 }));
  const committed = await commitVersion(store, {
    id,
    sources,
    derive: async (previous, staged) => {
      if (!edition) return [];
      const { number: _number, supersedes: _version, previousInventory: _digest, state, reason, ...facts } = edition;
      const before =
        previous &&
        (await readEditionFile(store.files, objectPath(id).join('/'), previous.inventory, previous.version));
      const standing = { number: (before?.number ?? 0) + 1, state, reason };
      const placed = placeInChain({ ...(facts as EditionFacts), publication }, standing, previous);
      return [made(places.crate, roCrate(placed, staged)), made(places.edition, placed)];
    },
    incidental: isIncidental,
    message: `自 BagIt 包收入 / imported from a bag: ${bag.info.get('External-Identifier') ?? path.basename(options.bag)}`,
    user: options.user,
    created: (options.now ?? (() => new Date()))(),
    signal: options.signal,
  });
  return { ...committed, publication };
}

function parseEdition(text: string): ArchivedEdition | undefined {
  try {
    const edition = JSON.parse(text) as ArchivedEdition;
    return edition.record === 'kanben-archive/1' ? edition : undefined;
  } catch {
    return undefined;
  }
}

function made(name: string, value: object): Source {
  return { path: name, from: { bytes: async () => jsonBytes(value) } };
}
