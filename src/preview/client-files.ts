import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
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
  // Beside the compiled code; from the sources, where `npm run compile` puts it.
  for (const place of ['../preview-client/', '../../lib/preview-client/']) {
    const folder = fileURLToPath(new URL(place, import.meta.url));
    const names = await readdir(folder, { recursive: true }).catch(() => undefined);
    if (!names?.includes('index.html')) continue;
    const files = new Map<string, ClientFile>();
    for (const name of names) {
      const type = types[path.extname(name)];
      if (type) files.set(name.split(path.sep).join('/'), { bytes: await readFile(path.join(folder, name)), type });
    }
    return files;
  }
  throw new Failure(3, {
    zh: '预览的页面没有装好。请重新安装 kanben；从源码运行时先 npm run compile。',
    en: 'The pages of the preview are missing. Install kanben again; from the sources, run npm run compile first.',
  });
}
