import type { Dirent } from 'node:fs';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../report/failure.ts';
import { type Disk, realDisk } from './disk.ts';
import { diskFailure } from './failures.ts';
import { layoutConfig, layoutExtension, objectId, objectPath } from './layout.ts';

/** An OCFL storage root on disk, and how it is written to. */
export interface Store {
  /** Absolute path. */
  root: string;
  disk: Disk;
}

const declaration = '0=ocfl_1.1';
const declared = 'ocfl_1.1\n';

/** Where versions are staged and locks lie: on the file system of the objects, and gone when nobody writes. */
export function workFolder({ root }: Store): string {
  return path.join(root, 'extensions', 'kanben-work');
}

export function objectFolder({ root }: Store, id: string): string {
  return path.join(root, ...objectPath(id));
}

/** The folder of a publication's object. @throws Failure (2) if the store does not hold it. */
export async function findObject(store: Store, publication: string): Promise<string> {
  for (const id of [objectId(publication), publication]) {
    const folder = objectFolder(store, id);
    if (await stat(folder).catch(() => undefined)) return folder;
  }
  throw new Failure(2, {
    zh: `存档 ${store.root} 里没有“${publication}”。kanben archive list 列出全部。`,
    en: `The archive ${store.root} holds no "${publication}". kanben archive list names them all.`,
  });
}

/** Opens a store that exists. @throws Failure (2) if the folder is none of ours. */
export async function openStore(folder: string, disk: Disk = realDisk): Promise<Store> {
  const root = path.resolve(folder);
  const text = await readFile(path.join(root, declaration), 'utf8').catch(() => undefined);
  if (text === undefined) {
    throw new Failure(2, {
      zh: `${folder} 不是存档（没有 ${declaration}）。用 --store 指明存档，或用 kanben archive add 新建。`,
      en: `${folder} is no archive (there is no ${declaration} in it). Name one with --store, or make one with kanben archive add.`,
    });
  }
  const layout = await readFile(path.join(root, 'ocfl_layout.json'), 'utf8').catch(() => '{}');
  if (!layout.includes(`"${layoutExtension}"`)) {
    throw new Failure(2, {
      zh: `${folder} 是别的程序建的 OCFL 存档，布局不是 ${layoutExtension}，不能在里面读写。`,
      en: `${folder} is an OCFL store of another program: its layout is not ${layoutExtension}. It cannot be used here.`,
    });
  }
  return { root, disk };
}

/** Opens a store, or makes one in a folder that is missing or empty. @throws Failure (2, 3) */
export async function makeStore(folder: string, disk: Disk = realDisk): Promise<Store> {
  const root = path.resolve(folder);
  const known = await readdir(root).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [] as string[];
    throw diskFailure(error, folder);
  });
  if (known.includes(declaration)) return openStore(folder, disk);
  const foreign = known.find((name) => !['ocfl_layout.json', 'extensions', `${declaration}.tmp`].includes(name));
  if (foreign !== undefined) {
    throw new Failure(2, {
      zh: `${folder} 里已有别的文件（如 ${foreign}），不能建存档。请用 --store 指定一个空文件夹。`,
      en: `${folder} holds other files (such as ${foreign}); an archive needs an empty folder. Name one with --store.`,
    });
  }
  try {
    await mkdir(path.join(root, 'extensions', layoutExtension), { recursive: true });
    const layout = {
      extension: layoutExtension,
      description: 'Editions of publications, made by kanben. See https://ocfl.io/1.1/spec/',
    };
    await writeOver(disk, path.join(root, 'extensions', layoutExtension, 'config.json'), json(layoutConfig));
    await writeOver(disk, path.join(root, 'ocfl_layout.json'), json(layout));
    // The declaration comes last: a folder with it is whole.
    await writeOver(disk, path.join(root, `${declaration}.tmp`), Buffer.from(declared));
    await disk.rename(path.join(root, `${declaration}.tmp`), path.join(root, declaration));
    await disk.syncFolder(root);
  } catch (error) {
    throw diskFailure(error, folder);
  }
  return { root, disk };
}

function json(value: object): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

async function writeOver(disk: Disk, file: string, bytes: Buffer): Promise<void> {
  await disk.remove(file);
  await disk.writeFile(file, bytes);
}

/** The folders of all objects, in the order of their paths. */
export async function* objectFolders({ root }: Store): AsyncGenerator<string> {
  async function* walk(folder: string): AsyncGenerator<string> {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => [] as Dirent[]);
    if (entries.some(({ name }) => name.startsWith('0=ocfl_object_'))) yield folder;
    else for (const entry of sorted(entries)) if (entry.isDirectory()) yield* walk(path.join(folder, entry.name));
  }
  for (const entry of sorted(await readdir(root, { withFileTypes: true }))) {
    if (entry.isDirectory() && entry.name !== 'extensions') yield* walk(path.join(root, entry.name));
  }
}

function sorted(entries: Dirent[]): Dirent[] {
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}
