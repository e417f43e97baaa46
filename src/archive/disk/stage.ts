import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type DiskPlace, workFolder } from './place.ts';

/** What a writer is about to do, written before anything else of it. */
export interface Intent {
  id: string;
  version: string;
}

export function stageFolder(store: DiskPlace, key: string): string {
  return path.join(workFolder(store), `${key}.stage`);
}

export async function writeIntent(store: DiskPlace, key: string, intent: Intent): Promise<void> {
  const bytes = Buffer.from(`${JSON.stringify(intent)}\n`);
  await store.disk.writeFile(path.join(stageFolder(store, key), 'intent.json'), bytes);
  await store.disk.syncFolder(stageFolder(store, key));
}

/** Undefined if there is none, or the writer stopped while writing it. */
export async function readIntent(store: DiskPlace, key: string): Promise<Intent | undefined> {
  try {
    const text = await readFile(path.join(stageFolder(store, key), 'intent.json'), 'utf8');
    return JSON.parse(text) as Intent;
  } catch {
    return undefined;
  }
}

/** The keys of all stages that writers left or are filling. */
export async function listStages(store: DiskPlace): Promise<string[]> {
  const names = await readdir(workFolder(store)).catch(() => []);
  return names.flatMap((name) => /^([0-9a-f]{32})\.stage$/.exec(name)?.[1] ?? []).sort();
}
