import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Manuscript } from '../book/load.ts';
import type { TypesetBook } from '../html/index.ts';
import { codeFolder, packageFolder } from '../package-folder.ts';
import type { Template } from '../template/load.ts';

/** A file named in the record. */
export interface RecordedFile {
  path: string;
  bytes: number;
  sha256: string;
}

/** `<id>.edition.json`: what went in, what came out and what made it, so that an archive can prove and repeat it. */
export interface EditionRecord {
  record: 'kanben-edition/1';
  id: string;
  title: string;
  /** The name under `editions` in book.yaml; the book itself has none. */
  editionName?: string;
  /** 版次 */
  edition?: string;
  date: string;
  /** When the files say they were last modified, if not on `date` (SOURCE_DATE_EPOCH). */
  modified?: string;
  language: string;
  inputs: RecordedFile[];
  outputs: (RecordedFile & { mediaType: string; pages?: number })[];
  tools: { name: string; version: string; sha256: string }[];
  template: { name: string; files: RecordedFile[]; fonts: RecordedFile[] };
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The digest of a file too large to hold in memory. */
export async function sha256File(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Every file of the manuscript that the edition was made from, by path. */
export async function recordInputs(manuscript: Manuscript, book: TypesetBook): Promise<RecordedFile[]> {
  const names = [
    'book.yaml',
    ...manuscript.chapters.map((file) => file.path),
    ...book.dataFiles,
    ...(book.config.bibliography ? [book.config.bibliography.file] : []),
  ];
  const texts = await Promise.all(names.map(async (name) => recorded(name, await manuscript.files.read(name))));
  const pictures = [...book.pictures.values(), ...(book.cover ? [book.cover] : [])].filter(({ drawn }) => !drawn);
  // What is printed and packed is what was inspected, or the build fails: no picture need be read once more.
  const files = [...texts, ...pictures.map(({ path, size, hash }) => ({ path, bytes: size, sha256: hash }))];
  const byPath = new Map(files.map((file) => [file.path, file]));
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The template's own files and the fonts that it names. */
export async function recordTemplate(
  template: Template,
  fonts: readonly { name: string; size: number; digest: string }[],
): Promise<EditionRecord['template']> {
  const folder = path.basename(template.folder);
  // `report/template.yaml`, `common/print.css`: from the folder of all templates, as some files serve several.
  const files = await Promise.all(
    template.files.map(async (name) =>
      recorded(path.posix.join(folder, name), await readFile(path.join(template.folder, name))),
    ),
  );
  // A file can serve two families.
  const named = new Map(fonts.map(({ name, size, digest }) => [name, { path: name, bytes: size, sha256: digest }]));
  return { name: folder, files, fonts: [...named.values()] };
}

function recorded(name: string, bytes: Uint8Array): RecordedFile {
  return { path: name, bytes: bytes.length, sha256: sha256(bytes) };
}

/** Our own version, and one digest over our own code and the data that it reads. */
export async function recordSelf(): Promise<{ name: string; version: string; sha256: string }> {
  const { name, version } = JSON.parse(await readFile(path.join(packageFolder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  const data = (await readdir(path.join(packageFolder, 'data'), { recursive: true })).map((file) => `../data/${file}`);
  const files = [...(await readdir(codeFolder, { recursive: true })), ...data]
    .filter((file) => /\.(js|ts|txt)$/.test(file) && !file.endsWith('.d.ts'))
    .sort();
  const contents = await Promise.all(files.map((file) => readFile(path.join(codeFolder, file))));
  const hash = createHash('sha256');
  for (const [i, file] of files.entries())
    hash
      .update(`${file}\0`)
      .update(contents[i] as Buffer)
      .update('\0');
  return { name, version, sha256: hash.digest('hex') };
}
