import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { bookFolder } from './typeset-folder.ts';

/** The code of every fence of tests/books/code, tabs as spaces. */
export async function fences(): Promise<string[]> {
  const source = await readFile(path.join(bookFolder('code'), 'code.md'), 'utf8');
  return [...source.matchAll(/^```[^\n]*\n(.*?)^```$/gms)].map(([, code = '']) => code.replaceAll('\t', '    '));
}
