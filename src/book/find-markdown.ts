import type { Stats } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { Failure } from '../report/failure.ts';

/** One `.gitignore` and the folder its patterns are relative to. */
interface Layer {
  folder: string;
  rules: Ignore;
}

const markdown = /\.(?:md|markdown)$/i;

/**
 * The Markdown files that `paths` mean, in order, each once: a file as it is named, a folder with all below it but what
 * `.gitignore` leaves out, hidden folders and `node_modules`. Paths come back as they would be typed from here.
 * @throws Failure (2) if a path leads nowhere.
 */
export async function findMarkdown(paths: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const each of paths) {
    if (!(await statOf(each)).isDirectory()) found.add(path.normalize(each));
    else for await (const file of walk(path.normalize(each), await layersAbove(each))) found.add(file);
  }
  return [...found];
}

async function statOf(name: string): Promise<Stats> {
  return stat(name).catch((cause: unknown) => {
    throw new Failure(2, { zh: `找不到 ${name}。`, en: `No such file or folder: ${name}.` }, { cause });
  });
}

async function* walk(folder: string, above: readonly Layer[]): AsyncGenerator<string> {
  const layers = [...above, ...(await layerOf(folder))];
  const entries = await readdir(folder, { withFileTypes: true });
  // By code units, so that the order does not depend on the locale.
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const file = path.join(folder, entry.name);
    const isFolder = entry.isDirectory();
    if (entry.name.startsWith('.') || (isFolder && entry.name === 'node_modules')) continue;
    if (isIgnored(file, isFolder, layers)) continue;
    // Links to folders are not followed: they could lead round in a circle.
    if (isFolder) yield* walk(file, layers);
    else if (entry.isFile() && markdown.test(entry.name)) yield file;
  }
}

/** A deeper `.gitignore` overrules those above it. */
function isIgnored(file: string, isFolder: boolean, layers: readonly Layer[]): boolean {
  for (const { folder, rules } of [...layers].reverse()) {
    const relative = path.relative(folder, file).split(path.sep).join('/');
    const result = rules.test(isFolder ? `${relative}/` : relative);
    if (result.ignored) return true;
    if (result.unignored) return false;
  }
  return false;
}

/** The `.gitignore` files between the root of the repository and `folder`. */
async function layersAbove(folder: string): Promise<Layer[]> {
  const layers: Layer[] = [];
  let current = path.resolve(folder);
  while (!(await exists(path.join(current, '.git')))) {
    const parent = path.dirname(current);
    // Not in a repository: only what lies below counts.
    if (parent === current) return [];
    current = parent;
    layers.unshift(...(await layerOf(current)));
  }
  return layers;
}

async function layerOf(folder: string): Promise<Layer[]> {
  try {
    return [
      { folder: path.resolve(folder), rules: ignore().add(await readFile(path.join(folder, '.gitignore'), 'utf8')) },
    ];
  } catch {
    return [];
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
