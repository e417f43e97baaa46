import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadBook } from '../book/load.ts';
import type { BookConfig } from '../book/schema.ts';
import { buildEdition } from '../edition/build.ts';
import { checkBook } from '../edition/check.ts';
import { recordSelf } from '../edition/record.ts';
import { Failure } from '../report/failure.ts';
import type { KanbenMessage } from '../report/message.ts';
import { type Progress, silent } from '../report/progress.ts';
import { plainMessage } from '../report/reporters/json.ts';
import { loadTemplate } from '../template/load.ts';
import type { Committed, Previous, Source } from './changes.ts';
import { commitVersion } from './commit.ts';
import { roCrate } from './crate.ts';
import type { Digests } from './disk/disk.ts';
import { type EditionState, editionFacts, isIncidental, jsonBytes, placeInChain, places } from './edition.ts';
import { type Build, gatherSources, readRecord } from './gather.ts';
import { objectId, objectPath } from './layout.ts';
import { provenance } from './provenance.ts';
import { readEditionFile } from './read-edition.ts';
import { makeStore, type Store } from './store.ts';

export interface AddOptions {
  /** The manuscript's folder. */
  folder: string;
  /** The storage root, a folder or s3://bucket/prefix; made if it is not there. */
  store: string;
  /** The folder of a finished build. Default: builds now. */
  from?: string | undefined;
  /** The name of an edition in book.yaml. */
  edition?: string | undefined;
  /** What the editions of a report of many years have in common. Default: the id of the book. */
  publication?: string | undefined;
  state?: EditionState | undefined;
  /** What was corrected. */
  reason?: string | undefined;
  message?: string | undefined;
  user: { name: string; address: string };
  modified?: Date | undefined;
  /** The clock: when the version is made. */
  now?: () => Date;
  patience?: number | undefined;
  progress?: Progress;
  signal?: AbortSignal | undefined;
}

export interface Added extends Committed {
  publication: string;
  messages: KanbenMessage[];
}

/** Builds an edition, or takes a finished build whose record matches, and keeps it in the store. @throws Failure */
export async function addEdition(options: AddOptions): Promise<Added> {
  const { folder, edition, from, signal } = options;
  const store = await makeStore(options.store);
  await store.changes.settle();
  const temporary = from === undefined ? await mkdtemp(path.join(tmpdir(), 'kanben-archive-')) : undefined;
  try {
    if (temporary) {
      const { modified, progress = silent } = options;
      await buildEdition({ folder, edition, out: temporary, modified, progress, ...(signal && { signal }) });
    }
    const manuscript = await loadBook(folder, edition);
    const { config } = manuscript;
    if (!config) throw new Failure(1, bookErrors, { messages: manuscript.configFile.messages as KanbenMessage[] });
    const dist = temporary ?? path.resolve(from ?? '');
    const record = await readRecord(dist, config.id);
    const template = await loadTemplate(record.template.name, config.language);
    const messages = await checkBook({ folder, editions: [manuscript.edition], template: record.template.name });
    const reports = messages.map((message) => plainMessage(message, 'zh'));
    const build: Build = { record, folder: dist, manuscript, template, messages: reports };
    const committed = await commitBuild(store, build, config, options);
    return { ...committed, messages };
  } finally {
    if (temporary) await rm(temporary, { recursive: true, force: true });
  }
}

const bookErrors = {
  zh: 'book.yaml 有错，没有存档。',
  en: 'book.yaml has errors; nothing was archived.',
};

async function commitBuild(
  store: Store,
  build: Build,
  config: BookConfig,
  options: AddOptions,
): Promise<Committed & { publication: string }> {
  const { record } = build;
  const publication = options.publication ?? config.id;
  const id = objectId(publication);
  const facts = editionFacts(publication, config, record);
  const state = options.state ?? 'published';
  const self = await recordSelf();
  const derive = async (previous: Previous | undefined, staged: ReadonlyMap<string, Digests>): Promise<Source[]> => {
    const before =
      previous && (await readEditionFile(store.files, objectPath(id).join('/'), previous.inventory, previous.version));
    const number = (before?.number ?? 0) + 1;
    const edition = placeInChain(facts, { number, state, reason: options.reason }, previous);
    return [
      made(places.provenance, provenance(record, staged)),
      made(places.crate, roCrate(edition, staged)),
      made(places.edition, edition),
    ];
  };
  const committed = await commitVersion(store, {
    id,
    sources: await gatherSources(build),
    derive,
    incidental: isIncidental,
    message: options.message ?? `${config.edition ?? config.title}（${self.name} ${self.version}）`,
    user: options.user,
    created: (options.now ?? (() => new Date()))(),
    patience: options.patience,
    signal: options.signal,
  });
  return { ...committed, publication };
}

function made(name: string, value: object): Source {
  return { path: name, from: { bytes: async () => jsonBytes(value) } };
}
