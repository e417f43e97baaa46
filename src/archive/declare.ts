import { Failure } from '../report/failure.ts';
import { readIfThere, type StoreFiles } from './files.ts';
import { layoutConfig, layoutExtension } from './layout.ts';

export const declaration = '0=ocfl_1.1';

/** What a new storage root holds, in the order to write it: a root with the declaration is whole. */
export const firstFiles: readonly (readonly [name: string, bytes: Buffer])[] = [
  [`extensions/${layoutExtension}/config.json`, json(layoutConfig)],
  [
    'ocfl_layout.json',
    json({
      extension: layoutExtension,
      description: 'Editions of publications, made by kanben. See https://ocfl.io/1.1/spec/',
    }),
  ],
  [declaration, Buffer.from('ocfl_1.1\n')],
];

function json(value: object): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

/** @throws Failure (2) if the place is no store of ours. */
export async function checkDeclared(files: StoreFiles, place: string): Promise<void> {
  if ((await readIfThere(files, declaration)) === undefined) {
    throw new Failure(2, {
      zh: `${place} 不是存档（没有 ${declaration}）。用 --store 指明存档，或用 kanben archive add 新建。`,
      en: `${place} is no archive (there is no ${declaration} in it). Name one with --store, or make one with kanben archive add.`,
    });
  }
  const layout = (await readIfThere(files, 'ocfl_layout.json'))?.toString('utf8') ?? '{}';
  if (!layout.includes(`"${layoutExtension}"`)) {
    throw new Failure(2, {
      zh: `${place} 是别的程序建的 OCFL 存档，布局不是 ${layoutExtension}，不能在里面读写。`,
      en: `${place} is an OCFL store of another program: its layout is not ${layoutExtension}. It cannot be used here.`,
    });
  }
}

export function notEmpty(place: string, foreign: string): Failure {
  return new Failure(2, {
    zh: `${place} 里已有别的文件（如 ${foreign}），不能建存档。请用 --store 指定一个空文件夹。`,
    en: `${place} holds other files (such as ${foreign}); an archive needs an empty folder. Name one with --store.`,
  });
}
