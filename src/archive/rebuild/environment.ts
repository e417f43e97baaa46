import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type EditionRecord, recordSelf, sha256, sha256File } from '../../edition/record.ts';
import { packageFolder } from '../../package-folder.ts';
import { findBrowser } from '../../pdf/browser/launch.ts';
import { Failure } from '../../report/failure.ts';
import { loadTemplate } from '../../template/load.ts';
import { places } from '../edition.ts';
import { lockedPackages, readLock } from './lockfile.ts';

/** Something that made an edition and is another here. */
export interface Change {
  name: string;
  /** Version and the beginning of the digest. */
  recorded: string;
  /** Undefined if it is not here. */
  now: string | undefined;
}

/**
 * What of the recorded environment is another on this machine: kanben, browser, fonts, and the packages of the archived lockfile.
 * The template is taken from the archive, so it cannot differ. Nothing is built.
 */
export async function environmentChanges(recorded: EditionRecord, restored: string): Promise<Change[]> {
  const changes = [
    ...(await toolChanges(recorded)),
    ...(await fontChanges(recorded, path.join(restored, places.template))),
    ...(await packageChanges(path.join(restored, places.environment))),
  ];
  return changes.filter((change) => change.recorded !== change.now);
}

async function toolChanges({ tools }: EditionRecord): Promise<Change[]> {
  const [kanben, browser] = tools;
  const self = await recordSelf();
  const changes: Change[] = [];
  if (kanben) changes.push({ name: kanben.name, recorded: brief(kanben), now: brief(self) });
  if (browser) {
    const now = await browserHere();
    // Its name has where it came from and its version.
    changes.push({
      name: '浏览器 browser',
      recorded: `${browser.name} ${browser.sha256.slice(0, 12)}`,
      now: now && `${now.name} ${now.sha256.slice(0, 12)}`,
    });
  }
  return changes;
}

/** Undefined if there is none; the build will say so. */
async function browserHere(): Promise<{ name: string; sha256: string } | undefined> {
  const found = await findBrowser().catch((error: unknown) => {
    if (error instanceof Failure) return undefined;
    throw error;
  });
  return found && { name: found.name, sha256: await sha256File(found.executable) };
}

async function fontChanges({ template, language }: EditionRecord, templates: string): Promise<Change[]> {
  const loaded = await loadTemplate(template.name, language as Parameters<typeof loadTemplate>[1], {}, templates);
  const here = new Map<string, string>();
  for (const { name, path: file } of loaded.faces) {
    const bytes = await readFile(file).catch(() => undefined);
    if (bytes) here.set(name, sha256(bytes));
  }
  return template.fonts.map(({ path: name, sha256: digest }) => ({
    name,
    recorded: digest.slice(0, 12),
    now: here.get(name)?.slice(0, 12),
  }));
}

/** Packages that kanben runs with: those that are here in another version than the lockfile has. */
async function packageChanges(environment: string): Promise<Change[]> {
  const lock = await readLock(environment);
  if (!lock) return [];
  const changes: Change[] = [];
  for (const { name, version } of lockedPackages(lock)) {
    const now = await installedVersion(name);
    // What kanben does not need here is not here.
    if (now !== undefined) changes.push({ name, recorded: version, now });
  }
  return changes;
}

/** The version that is found from kanben's own folder upwards. */
async function installedVersion(name: string): Promise<string | undefined> {
  for (let folder = packageFolder; ; folder = path.dirname(folder)) {
    const file = path.join(folder, 'node_modules', name, 'package.json');
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text !== undefined) return (JSON.parse(text) as { version?: string }).version;
    if (folder === path.dirname(folder)) return undefined;
  }
}

function brief({ version, sha256: digest }: { version: string; sha256: string }): string {
  return `${version} ${digest.slice(0, 12)}`;
}
