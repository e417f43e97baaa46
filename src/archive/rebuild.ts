import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildEdition, type Format } from '../edition/build.ts';
import type { EditionRecord } from '../edition/record.ts';
import { Failure } from '../report/failure.ts';
import type { Progress } from '../report/progress.ts';
import { places } from './edition.ts';
import { readEditionFile } from './read-edition.ts';
import type { FoundVersion } from './read-version.ts';
import { copyChecked } from './restore.ts';

export interface Rebuilt {
  /** Every output has the digest that was recorded. */
  same: boolean;
  outputs: { path: string; recorded: string; rebuilt: string | undefined }[];
  /** What made the edition and is another now: tools, template files, fonts. */
  changed: { name: string; recorded: string; now: string | undefined }[];
}

/** Builds a version again from the archive alone, and compares. @throws Failure (1–3) as a build does */
export async function rebuildVersion(
  found: FoundVersion,
  options: { out?: string | undefined; progress?: Progress; signal?: AbortSignal | undefined } = {},
): Promise<Rebuilt> {
  const { progress, signal } = options;
  const folder = await mkdtemp(path.join(tmpdir(), 'kanben-rebuild-'));
  try {
    await copyChecked(found, folder, signal);
    const recorded = await readArchivedRecord(found, folder);
    const { record } = await buildEdition({
      folder: path.join(folder, places.manuscript),
      edition: recorded.editionName,
      out: options.out ?? path.join(folder, 'rebuilt'),
      formats: recorded.outputs.map(({ mediaType }) => (mediaType === 'application/pdf' ? 'pdf' : 'epub') as Format),
      template: recorded.template.name,
      modified: recorded.modified === undefined ? undefined : new Date(recorded.modified),
      ...(progress && { progress }),
      ...(signal && { signal }),
    });
    const outputs = recorded.outputs.map(({ path: name, sha256 }) => ({
      path: name,
      recorded: sha256,
      rebuilt: record.outputs.find((output) => output.path === name)?.sha256,
    }));
    return {
      same: outputs.every((output) => output.recorded === output.rebuilt),
      outputs,
      changed: changesOf(recorded, record),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
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

function changesOf(recorded: EditionRecord, now: EditionRecord): Rebuilt['changed'] {
  const parts = ({ tools, template }: EditionRecord) =>
    new Map([
      ...tools.map((tool) => [toolName(tool), `${tool.version} ${tool.sha256.slice(0, 12)}`] as const),
      ...template.files.map((file) => [file.path, file.sha256.slice(0, 12)] as const),
      ...template.fonts.map((file) => [file.path, file.sha256.slice(0, 12)] as const),
    ]);
  const current = parts(now);
  return [...parts(recorded)]
    .filter(([name, value]) => current.get(name) !== value)
    .map(([name, value]) => ({ name, recorded: value, now: current.get(name) }));
}

/** The browser's name has its version in it. */
function toolName({ name }: { name: string }): string {
  return name.split(' ')[0] ?? name;
}
