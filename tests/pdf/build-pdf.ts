import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BuildOptions, buildEdition, type Edition } from '../../src/index.ts';
import { sharedWorkshop } from '../shared-workshop.ts';
import { bookFolder } from '../typeset-folder.ts';

export interface BuiltPdf {
  bytes: Buffer;
  messages: Edition['messages'];
  record: Edition['record'];
}

/** Builds the PDF of a manuscript under tests/books, with changes to its files: content by name, or what to do with the text. */
export async function buildPdf(
  name: string,
  changes: Record<string, string | Uint8Array | ((text: string) => string)> = {},
  options: Partial<BuildOptions> = {},
): Promise<BuiltPdf> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kanben-pdf-'));
  try {
    const book = path.join(folder, 'book');
    await cp(bookFolder(name), book, { recursive: true });
    for (const [file, change] of Object.entries(changes)) {
      const place = path.join(book, file);
      await writeFile(place, typeof change === 'function' ? change(await readFile(place, 'utf8')) : change);
    }
    const { written, messages, record } = await buildEdition({
      folder: book,
      out: path.join(folder, 'out'),
      formats: ['pdf'],
      workshop: await sharedWorkshop(),
      ...options,
    });
    const pdf = written.find((file) => file.endsWith('.pdf'));
    if (!pdf) throw new Error('no PDF was written');
    return { bytes: await readFile(pdf), messages, record };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
