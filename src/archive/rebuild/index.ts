import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildEdition, type Format } from '../../edition/build.ts';
import type { EditionRecord } from '../../edition/record.ts';
import { Failure } from '../../report/failure.ts';
import { type Progress, silent } from '../../report/progress.ts';
import { places } from '../edition.ts';
import { readEditionFile } from '../read-edition.ts';
import type { FoundVersion } from '../read-version.ts';
import { copyChecked } from '../restore.ts';
import { type Change, environmentChanges } from './environment.ts';
import { buildInstalled, installEnvironment } from './install.ts';

export interface Rebuilt {
  /** Every output has the digest that was recorded. */
  same: boolean;
  outputs: { path: string; recorded: string; rebuilt: string | undefined }[];
  /** What made the edition and is another now: kanben, browser, template files, fonts, packages of the lockfile. */
  changed: Change[];
}

export interface RebuildOptions {
  /** Keeps the outputs here. */
  out?: string | undefined;
  /** Installs what the archived lockfile names, in a folder of its own, and builds with that. */
  install?: boolean | undefined;
  /** Told before the build begins. */
  onChanges?: (changes: readonly Change[]) => void;
  progress?: Progress;
  signal?: AbortSignal | undefined;
}

/**
 * Builds a version again from the archive alone – manuscript and template as archived, nothing from the cache of pages – and
 * compares. @throws Failure (1–3) as a build does, (2) no record or lockfile, (3) the environment cannot be installed
 */
export async function rebuildVersion(found: FoundVersion, options: RebuildOptions = {}): Promise<Rebuilt> {
  const { install = false, onChanges, progress = silent, signal } = options;
  const folder = await mkdtemp(path.join(tmpdir(), 'kanben-rebuild-'));
  try {
    await copyChecked(found, folder, signal);
    const recorded = await readArchivedRecord(found, folder);
    const out = path.resolve(options.out ?? path.join(folder, 'rebuilt'));
    let record: EditionRecord;
    let changed: Change[];
    if (install) {
      const kanben = await installEnvironment(path.join(folder, places.environment), recorded, signal);
      record = await buildInstalled(kanben, path.join(folder, places.manuscript), recorded, out, signal);
      changed = changesOf(recorded, record);
      onChanges?.(changed);
    } else {
      changed = await environmentChanges(recorded, folder);
      onChanges?.(changed);
      record = await buildHere(folder, recorded, out, progress, signal);
    }
    const outputs = recorded.outputs.map(({ path: name, sha256 }) => ({
      path: name,
      recorded: sha256,
      rebuilt: record.outputs.find((output) => output.path === name)?.sha256,
    }));
    return { same: outputs.every((output) => output.recorded === output.rebuilt), outputs, changed };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function buildHere(
  folder: string,
  recorded: EditionRecord,
  out: string,
  progress: Progress,
  signal: AbortSignal | undefined,
): Promise<EditionRecord> {
  const { record } = await buildEdition({
    folder: path.join(folder, places.manuscript),
    edition: recorded.editionName,
    out,
    formats: recorded.outputs.map(({ mediaType }) => (mediaType === 'application/pdf' ? 'pdf' : 'epub') as Format),
    template: recorded.template.name,
    templates: path.join(folder, places.template),
    modified: recorded.modified === undefined ? undefined : new Date(recorded.modified),
    cache: false,
    progress,
    ...(signal && { signal }),
  });
  return record;
}

async function readArchivedRecord({ publication, version, files, folder, inventory }: FoundVersion, restored: string) {
  const edition = await readEditionFile(files, folder, inventory, version);
  const name = path.join(restored, places.outputs, `${edition?.id}.edition.json`);
  const text = edition && (await readFile(name, 'utf8').catch(() => undefined));
  if (text !== undefined) return JSON.parse(text) as EditionRecord;
  throw new Failure(2, {
    zh: `${publication}@${version} 里没有版本记录，不能重做。`,
    en: `${publication}@${version} has no record of its build, so it cannot be built again.`,
  });
}

/** What two records name and have otherwise. */
function changesOf(recorded: EditionRecord, now: EditionRecord): Change[] {
  const parts = ({ tools, template }: EditionRecord) =>
    new Map([
      // The browser's name has its version in it.
      ...tools.map(
        ({ name, version, sha256 }) => [name.split(' ')[0] ?? name, `${version} ${sha256.slice(0, 12)}`] as const,
      ),
      ...[...template.files, ...template.fonts].map((file) => [file.path, file.sha256.slice(0, 12)] as const),
    ]);
  const current = parts(now);
  return [...parts(recorded)]
    .filter(([name, value]) => current.get(name) !== value)
    .map(([name, value]) => ({ name, recorded: value, now: current.get(name) }));
}
