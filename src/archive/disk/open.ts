import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { StoreChanges } from '../changes.ts';
import { checkDeclared, declaration, firstFiles, notEmpty } from '../declare.ts';
import { layoutExtension } from '../layout.ts';
import type { Store } from '../store.ts';
import { type Disk, realDisk } from './disk.ts';
import { diskFailure } from './failures.ts';
import { diskFiles } from './files.ts';
import { type DiskPlace, workFolder } from './place.ts';
import { mendInventories, recoverStages } from './recover.ts';
import { writeOnDisk } from './write.ts';

/** A store in a folder of this machine. */
export interface DiskStore extends Store, DiskPlace {}

/** Opens a store that exists. @throws Failure (2) if the folder is none of ours. */
export async function openDiskStore(folder: string, disk: Disk = realDisk): Promise<DiskStore> {
  const root = path.resolve(folder);
  await checkDeclared(diskFiles(root), folder);
  return diskStore({ root, disk });
}

/** Opens a store, or makes one in a folder that is missing or empty. @throws Failure (2, 3) */
export async function makeDiskStore(folder: string, disk: Disk = realDisk): Promise<DiskStore> {
  const root = path.resolve(folder);
  const known = await readdir(root).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [] as string[];
    throw diskFailure(error, folder);
  });
  if (known.includes(declaration)) return openDiskStore(folder, disk);
  const foreign = known.find((name) => !['ocfl_layout.json', 'extensions', `${declaration}.tmp`].includes(name));
  if (foreign !== undefined) throw notEmpty(folder, foreign);
  try {
    await mkdir(path.join(root, 'extensions', layoutExtension), { recursive: true });
    for (const [name, bytes] of firstFiles) {
      // The declaration comes last: a folder with it is whole.
      const last = name === declaration;
      const file = path.join(root, ...(last ? `${name}.tmp` : name).split('/'));
      await disk.remove(file);
      await disk.writeFile(file, bytes);
      if (last) await disk.rename(file, path.join(root, name));
    }
    await disk.syncFolder(root);
  } catch (error) {
    throw diskFailure(error, folder);
  }
  return diskStore({ root, disk });
}

function diskStore(place: DiskPlace): DiskStore {
  return { ...place, files: diskFiles(place.root), changes: diskChanges(place) };
}

function diskChanges(place: DiskPlace): StoreChanges {
  return {
    write: (id, patience, work) => writeOnDisk(place, id, patience, work),
    settle: () => recoverStages(place),
    recover: async () => [...(await recoverStages(place)), ...(await mendInventories(place))],
    keepLog: (file, bytes) => keepLog(place, file, bytes),
    beingWritten: async () => new Set([path.relative(place.root, workFolder(place)).split(path.sep).join('/')]),
  };
}

async function keepLog({ root, disk }: DiskPlace, name: string, bytes: Uint8Array): Promise<void> {
  const file = path.join(root, ...name.split('/'));
  const folder = path.dirname(file);
  const temporary = path.join(folder, `.${path.basename(file)}.${process.pid}.tmp`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(temporary, bytes);
    await rename(temporary, file);
    await disk.syncFolder(folder);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw diskFailure(error, folder);
  }
}
