import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { escapeHtml } from '../../html/escape.ts';

/** The fonts that the browser may use where no web font reaches, and which of them the generic names mean. */
export interface SystemFonts {
  faces: readonly { family: string; fallback?: boolean; bytes(): Promise<Uint8Array> }[];
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
 */
export async function fontFolder({ faces, generic }: SystemFonts): Promise<FontFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kanben-fonts-'));
  await mkdir(path.join(folder, 'fonts'));
  const named: string[] = [];
  for (const [i, { family, fallback, bytes }] of faces.entries()) {
    const file = path.join(folder, 'fonts', `${i}.ttf`);
    await writeFile(file, await bytes());
    // Found by the characters that the named fonts lack.
    if (fallback) continue;
    named.push(
      `<match target="scan"><test name="file"><string>${escapeHtml(file)}</string></test>` +
        `<edit name="family" mode="append"><string>${escapeHtml(family)}</string></edit></match>`,
    );
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
      `<dir>${escapeHtml(path.join(folder, 'fonts'))}</dir>`,
      `<cachedir>${escapeHtml(path.join(folder, 'cache'))}</cachedir>`,
      ...named,
      ...aliases,
      '</fontconfig>\n',
    ].join('\n'),
  );
  return { config, remove: () => rm(folder, { recursive: true, force: true }) };
}
