import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { escapeHtml } from '../../html/escape.ts';
import type { Template } from '../../template/load.ts';
import { privateCache } from './cache.ts';

/**
 * A fontconfig file that shows the browser the template's fonts and no other of the machine: SVG pictures, which cannot
 * use the page's web fonts, are set in them, and pages come out the same on every machine. Returns its path.
 */
export async function fontconfigFile(template: Template): Promise<string> {
  const cache = path.join(await privateCache(), 'fontconfig');
  const folders = [...new Set(template.faces.map((face) => path.dirname(face.path)))].sort();
  const named = template.faces.map(
    ({ family, path: file }) =>
      `<match target="scan"><test name="file"><string>${escapeHtml(file)}</string></test>` +
      `<edit name="family" mode="append"><string>${escapeHtml(family)}</string></edit></match>`,
  );
  const generic = Object.entries(template.generic).map(
    ([name, family]) =>
      `<alias binding="same"><family>${name}</family><prefer><family>${escapeHtml(family)}</family></prefer></alias>`,
  );
  const text = [
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>',
    ...folders.map((folder) => `<dir>${escapeHtml(folder)}</dir>`),
    `<cachedir>${escapeHtml(path.join(cache, 'cache'))}</cachedir>`,
    ...named,
    ...generic,
    '</fontconfig>\n',
  ].join('\n');
  await mkdir(cache, { recursive: true });
  const file = path.join(cache, `${createHash('sha256').update(text).digest('hex').slice(0, 16)}.conf`);
  const temporary = `${file}.${process.pid}`;
  await writeFile(temporary, text);
  await rename(temporary, file);
  return file;
}
