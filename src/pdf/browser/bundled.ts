import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { privateCache } from './cache.ts';

/** The browser that the lockfile pins: headless Chromium for Linux x64, compressed inside an npm package. */
export interface BundledBrowser {
  executable: string;
  /** `@sparticuz/chromium 147.0.0` */
  name: string;
  /** Unpacks the system libraries that the package carries (nss, nspr, expat); returns their folder. */
  libraries: () => Promise<string>;
}

/** Unpacks the pinned browser into our cache, once per version. Returns undefined on a system it is not made for. */
export async function bundledBrowser(): Promise<BundledBrowser | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const root = path.join(path.dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../..');
  const { name, version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  const folder = path.join(await privateCache(), `chromium-${version}`);
  const bin = path.join(root, 'bin');
  await mkdir(folder, { recursive: true });
  const executable = await once(path.join(folder, 'chromium'), async (target) => {
    await pipeline(
      createReadStream(path.join(bin, 'chromium.br')),
      createBrotliDecompress(),
      createWriteStream(target, { mode: 0o700 }),
    );
  });
  const libraries = () =>
    once(path.join(folder, 'lib'), async (target) => {
      await mkdir(target);
      const { extract } = await import('tar');
      await pipeline(
        createReadStream(path.join(bin, 'al2023.tar.br')),
        createBrotliDecompress(),
        extract({ cwd: target, strip: 1 }),
      );
    });
  return { executable, name: `${name} ${version}`, libraries };
}

/**
 * Makes `target` unless it is there. Made beside it and renamed, so that an interrupted or a parallel run never leaves
 * half a file under the final name.
 */
async function once(target: string, make: (temporary: string) => Promise<void>): Promise<string> {
  const exists = await access(target).then(
    () => true,
    () => false,
  );
  if (exists) return target;
  const folder = await mkdtemp(`${target}.`);
  try {
    const temporary = path.join(folder, path.basename(target));
    await make(temporary);
    await rename(temporary, target).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return target;
}
