import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { packageFolder } from '../package-folder.ts';
import { Failure } from '../report/failure.ts';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface ClientFile {
  bytes: Buffer;
  type: string;
}

/** The files of the bundled client by their names; nothing else on the disk can be asked for. @throws Failure (3) */
export async function loadClient(): Promise<ReadonlyMap<string, ClientFile>> {
  const folder = path.join(packageFolder, 'lib/preview-client');
  const names = await readdir(folder, { recursive: true }).catch((): string[] => []);
  if (!names.includes('index.html')) {
    throw new Failure(3, {
      zh: '预览的页面没有装好。请重新安装 kanben；从源码运行时先 npm run compile。',
      en: 'The pages of the preview are missing. Install kanben again; from the sources, run npm run compile first.',
    });
  }
  const files = new Map<string, ClientFile>();
  for (const name of names) {
    const type = types[path.extname(name)];
    if (type) files.set(name.split(path.sep).join('/'), { bytes: await readFile(path.join(folder, name)), type });
  }
  return files;
}
