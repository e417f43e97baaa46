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
  // Fallback is looked for in the first folder first.
  const folders = ['fonts', 'pages'].map((name) => path.join(folder, name)) as [string, string];
  for (const each of folders) await mkdir(each);
  // All at once: one after the other they would wait for the thread again and again, which is busy typesetting.
  const named = await Promise.all(
    faces.map(async ({ family, fallback, bytes, local, pageBytes }, i) => {
      const [file, pageFile] = folders.map((each) => path.join(each, `${i}.ttf`)) as [string, string];
      const cut = await bytes();
      const ofPages = local === undefined ? undefined : await pageBytes?.(cut);
      await Promise.all([writeFile(file, cut), ofPages && writeFile(pageFile, ofPages)]);
      return [
        // Others are found by the characters that the named fonts lack.
        ...(fallback ? [] : [nameFont(file, { family }, 'append')]),
        ...(ofPages && local
          ? [nameFont(pageFile, { family: local, fullname: local, postscriptname: local }, 'assign')]
          : []),
      ];
    }),
  );
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
      ...named.flat(),
      ...aliases,
      '</fontconfig>\n',
    ].join('\n'),
  );
  return { config, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A rule of fontconfig that gives a file other names than it has, or more. */
function nameFont(file: string, names: Record<string, string>, mode: 'append' | 'assign'): string {
  const edits = Object.entries(names).map(
    ([key, value]) => `<edit name="${key}" mode="${mode}"><string>${escapeHtml(value)}</string></edit>`,
  );
  const test = `<test name="file"><string>${escapeHtml(file)}</string></test>`;
  return `<match target="scan">${test}${edits.join('')}</match>`;
}
