import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(import.meta.url);

/** Absolute path of kanben's own package, wherever in it this code stands: as a file of its own or in a bundle. */
export const packageFolder = find(path.dirname(here));

/** The folder of the code that runs: `lib`, or `src` where it runs uncompiled. */
export const codeFolder = path.join(packageFolder, path.relative(packageFolder, here).split(path.sep)[0] ?? '');

function find(folder: string): string {
  return existsSync(path.join(folder, 'package.json')) ? folder : find(path.dirname(folder));
}
