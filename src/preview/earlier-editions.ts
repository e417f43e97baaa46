import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { listVersions, outputName } from '../archive/list.ts';
import { filesOf, findVersion } from '../archive/read-version.ts';
import { openStore } from '../archive/store.ts';
import { Failure } from '../report/failure.ts';
import type { EarlierEdition } from './protocol.ts';

/** Where editions made before are looked for. */
export interface EarlierFolders {
  /** Outputs of `kanben build`. */
  out: string;
  /** The store of `kanben archive`. */
  store: string;
}

/** The last build and the archived versions of a book, the newest first. */
export async function listEarlier(id: string, { out, store }: EarlierFolders): Promise<EarlierEdition[]> {
  const built = await readFile(path.join(out, `${id}.pdf`)).then(
    () => [{ name: 'built.pdf', texts: { zh: '上次做成的（build）', en: 'Last build' } }],
    () => [],
  );
  return [...built, ...(await listArchived(id, store))];
}

async function listArchived(id: string, folder: string): Promise<EarlierEdition[]> {
  try {
    const opened = await openStore(folder);
    const found = await findVersion(opened, id);
    const versions = (await listVersions(opened.files, found.folder))?.versions ?? [];
    return versions.reverse().map(({ version, created }) => {
      const day = created.slice(0, 10);
      return { name: `${version}.pdf`, texts: { zh: `存档 ${version}（${day}）`, en: `Archived ${version} (${day})` } };
    });
  } catch (error) {
    // There is no archive, or it does not hold this book.
    if (error instanceof Failure) return [];
    throw error;
  }
}

/** The PDF of one of them; undefined if it is not there. */
export async function readEarlier(
  id: string,
  name: string,
  { out, store }: EarlierFolders,
): Promise<Buffer | undefined> {
  if (name === 'built.pdf') return readFile(path.join(out, `${id}.pdf`)).catch(() => undefined);
  const version = /^(v\d+)\.pdf$/.exec(name)?.[1];
  if (!version) return undefined;
  try {
    const opened = await openStore(store);
    const found = await findVersion(opened, `${id}@${version}`);
    const pdf = filesOf(found).find((each) => outputName(each.path) === `${id}.pdf`);
    return pdf && (await opened.files.read(pdf.file));
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
