/**
 * Typst on the same text, with a page like that of the report template. `node typst.mjs FOLDER CHAPTERS OUT`: FOLDER is where
 * `installTypst` has put it.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { chapterBlocks } from './generate.mjs';

const name = '@myriaddreamin/typst-ts-node-compiler';

/** Installs Typst's compiler into a temporary folder; undefined where that cannot be done. */
export async function installTypst() {
  const folder = await mkdtemp(path.join(tmpdir(), 'kanben-typst-'));
  try {
    await promisify(execFile)('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', folder, name]);
    return folder;
  } catch {
    await rm(folder, { recursive: true, force: true });
    return undefined;
  }
}

function source(chapters) {
  const plain = (text) => text.replace(/[\\#$*_`<>@[\]~]/g, '\\$&');
  const body = Array.from({ length: chapters }, (_, i) =>
    chapterBlocks(i + 1)
      .map(typstBlock)
      .join('\n\n'),
  );
  function typstBlock({ kind, text, note, items, caption, head, rows }) {
    if (kind === 'title') return `= ${plain(text)}`;
    if (kind === 'section') return `== ${plain(text)}`;
    if (kind === 'list') return items.map((item) => `- ${plain(item)}`).join('\n');
    if (kind !== 'table') return plain(text) + (note ? `#footnote[${plain(note)}]` : '');
    const cells = [head, ...rows].flat().map((cell) => `[${plain(cell)}]`);
    return `#figure(caption: [${plain(caption)}], table(columns: ${head.length}, ${cells.join(', ')}))`;
  }
  return [
    '#set page(paper: "a4", margin: (top: 30mm, bottom: 32mm, inside: 32mm, outside: 30mm), numbering: "1")',
    '#set text(font: "Noto Serif SC", size: 10.5pt, lang: "zh")',
    '#set par(justify: true, leading: 7.5pt, first-line-indent: (amount: 2em, all: true))',
    '#set heading(numbering: "1.1")',
    '#show heading.where(level: 1): it => pagebreak(weak: true) + it',
    '#outline(depth: 2)',
    ...body,
  ].join('\n\n');
}

if (process.argv[1] === import.meta.filename) {
  const [, , folder, chapters, out] = process.argv;
  const { NodeCompiler } = await import(pathToFileURL(createRequire(path.join(folder, 'x.js')).resolve(name)).href);
  const fonts = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json');
  const fontPaths = ['400Regular', '700Bold'].map((weight) => path.join(path.dirname(fonts), weight));
  const compiler = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontPaths }] });
  await writeFile(out, compiler.pdf({ mainFileContent: source(Number(chapters)) }));
}
