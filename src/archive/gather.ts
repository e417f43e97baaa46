import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Manuscript } from '../book/load.ts';
import type { EditionRecord } from '../edition/record.ts';
import { Failure } from '../report/failure.ts';
import type { Template } from '../template/load.ts';
import type { Source } from './changes.ts';
import { jsonBytes, places } from './edition.ts';

/** What a build of an edition left behind. */
export interface Build {
  record: EditionRecord;
  /** The folder of its outputs. */
  folder: string;
  manuscript: Manuscript;
  template: Template;
  /** Every message of the checks, as plain data. */
  messages: readonly object[];
}

/** `<id>.edition.json` in the output folder of a build. @throws Failure (2) */
export async function readRecord(folder: string, id: string): Promise<EditionRecord> {
  const file = path.join(folder, `${id}.edition.json`);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  try {
    const record = JSON.parse(text ?? '') as EditionRecord;
    if (record.record === 'kanben-edition/1' && record.id === id) return record;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Failure(2, {
    zh:
      text === undefined
        ? `找不到 ${file}。请先 kanben build，或用 --from 指明成品在哪里。`
        : `${file} 不是“${id}”的版本记录。请重新 build。`,
    en:
      text === undefined
        ? `There is no ${file}. Run kanben build first, or name the folder of the outputs with --from.`
        : `${file} is no record of "${id}". Build again.`,
  });
}

/** The files of an edition, each with the digest that the record has for it: what was changed since the build is refused. */
export async function gatherSources(build: Build): Promise<Source[]> {
  const { record, folder, manuscript, template } = build;
  const lockfile = await findLockfile(manuscript.files.root);
  return [
    ...record.inputs.map(({ path: name, sha256 }) => ({
      path: `${places.manuscript}${name}`,
      from: { bytes: () => manuscript.files.read(name) },
      sha256,
    })),
    ...record.template.files.map(({ path: name, sha256 }) => ({
      path: `${places.template}${name}`,
      from: { file: path.join(template.folder, '..', name) },
      sha256,
    })),
    ...record.outputs.map(({ path: name, sha256 }) => ({
      path: `${places.outputs}${name}`,
      from: { file: path.join(folder, name) },
      sha256,
    })),
    {
      path: `${places.outputs}${record.id}.edition.json`,
      from: { bytes: async () => jsonBytes(record) },
    },
    { path: `${places.reports}check.json`, from: { bytes: async () => jsonBytes(build.messages) } },
    ...(lockfile ? [{ path: `${places.environment}${path.basename(lockfile)}`, from: { file: lockfile } }] : []),
  ];
}

const lockfiles = ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock'];

/** The lockfile of the project that the manuscript is in, which says what kanben itself was made of. */
async function findLockfile(from: string): Promise<string | undefined> {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const names = await readdir(folder).catch(() => [] as string[]);
    const found = lockfiles.find((name) => names.includes(name));
    if (found) return path.join(folder, found);
    if (folder === path.dirname(folder)) return undefined;
  }
}
