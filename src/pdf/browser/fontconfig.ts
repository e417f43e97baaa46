import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { escapeHtml } from '../../html/escape.ts';

/** The fonts that the browser finds on its machine. */
export interface SystemFonts {
  /** Those that it may use where no `@font-face` reaches; with `local`, also those that pages ask for by that name. */
  faces: readonly {
    family: string;
    fallback?: boolean;
    bytes(): Promise<Buffer>;
    local?: string;
    /** `cut` is what `bytes` gave, if that is at hand: fonts are megabytes. */
    pageBytes?(cut?: Buffer): Promise<Buffer>;
  }[];
  /** Which of the families the generic names mean. */
  generic: Readonly<Record<string, string>>;
}

export interface FontFolder {
  /** The fontconfig file. */
  config: string;
  remove: () => Promise<void>;
}

/**
 * Lays out a folder of fonts for fontconfig, so that the browser sees these and no other of the machine. SVG pictures, which
 * cannot use the page's web fonts, are set in them. They are the book's subsets: with only the book's own characters in a
 * font, Chromium cannot take 用 for the radical ⽤ (U+2F64) that shares its glyph, and the text in the PDF is right.
 *
 * The fonts of the pages lie beside them, found by name alone (`src: local(…)`): every tab reads the same files, where megabytes
 * would have to be sent to each.
 */
export async function fontFolder({ faces, generic }: SystemFonts): Promise<FontFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kanben-fonts-'));
  const named: string[] = [];
  // Fallback is looked for in the first folder first.
  const folders = ['fonts', 'pages'].map((name) => path.join(folder, name)) as [string, string];
  for (const each of folders) await mkdir(each);
  const name = (file: string, names: Record<string, string>, mode: 'append' | 'assign') => {
    const edits = Object.entries(names).map(
      ([key, value]) => `<edit name="${key}" mode="${mode}"><string>${escapeHtml(value)}</string></edit>`,
    );
    const test = `<test name="file"><string>${escapeHtml(file)}</string></test>`;
    named.push(`<match target="scan">${test}${edits.join('')}</match>`);
  };
  for (const [i, { family, fallback, bytes, local, pageBytes }] of faces.entries()) {
    const [file, pageFile] = folders.map((each) => path.join(each, `${i}.ttf`)) as [string, string];
    const cut = await bytes();
    await writeFile(file, cut);
    // Others are found by the characters that the named fonts lack.
    if (!fallback) name(file, { family }, 'append');
    if (local === undefined || !pageBytes) continue;
    await writeFile(pageFile, await pageBytes(cut));
    name(pageFile, { family: local, fullname: local, postscriptname: local }, 'assign');
  }
  const aliases = Object.entries(generic).map(
    ([name, family]) =>
      `<alias binding="same"><family>${name}</family><prefer><family>${escapeHtml(family)}</family></prefer></alias>`,
  );
  const config = path.join(folder, 'fonts.conf');
  await writeFile(
    config,
    [
      '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>',
      ...folders.map((each) => `<dir>${escapeHtml(each)}</dir>`),
      `<cachedir>${escapeHtml(path.join(folder, 'cache'))}</cachedir>`,
      ...named,
      ...aliases,
      '</fontconfig>\n',
    ].join('\n'),
  );
  return { config, remove: () => rm(folder, { recursive: true, force: true }) };
}
