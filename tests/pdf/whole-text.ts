import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { ElementContent, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { TypesetBook } from '../../src/html/index.ts';
import { type ReadTag, tagsOf, textBelow } from './tag-tree.ts';

/** The text of each chapter's section: without drawings, and without the hollow marks of lists, which are drawn. */
export function chapterTexts(root: ReadTag): string[] {
  const sections = root.kids.slice(root.kids.findLastIndex((kid) => tagsOf(kid, 'TOC').length > 0) + 1);
  return sections.map((section) => normal(textBelow(section, new Set(['Figure', 'Formula', 'L']))));
}

/** `notes`: how notes begin; ① stands for any number of a page, where they are at its foot. */
export function expectedTexts(book: TypesetBook, notes = { title: '', mark: '①' }): string[] {
  return book.html.map(({ chapter: { label }, title, body, notes: own }) => {
    const numbered = (content: ElementContent[]) => text(content, notes.mark);
    const apparatus = own.map(({ content }) => notes.mark + numbered(content)).join('');
    const over = own.length > 0 ? notes.title : '';
    return normal(label + numbered(title) + numbered(body) + over + apparatus);
  });
}

/**
 * Lists have numbers of the browser's own, formulas letters of other alphabets: both have tests of their own. The data of a
 * chart is not printed.
 */
function text(content: ElementContent[], mark: string): string {
  const root = structuredClone({ type: 'root', children: content }) as Root;
  const drop = (node: { children: unknown[] }) => {
    node.children = (node.children as ElementContent[]).filter((child) => {
      if (child.type !== 'element') return true;
      if ([child.properties.className ?? []].flat().includes('chart-data')) return false;
      if (child.properties.role === 'doc-noteref') child.children = [{ type: 'text', value: mark }];
      drop(child);
      return !['rp', 'ul', 'ol', 'dl', 'math', 'img', 'svg'].includes(child.tagName);
    });
  };
  drop(root);
  return textOf(root);
}

/** Without what is white; page numbers in the text, and those of the notes of a page, are known to the PDF only. */
function normal(value: string): string {
  const solid = value.replace(/[\s\u00AD\u2060\u200B]/g, '');
  return solid.replace(/第(?:\?|\d+)页/g, '第?页').replace(/[①-⑳]/g, '①');
}

export const hasPdftotext = spawnSync('pdftotext', ['-v']).status === 0;

/** White space, which no reader finds in the file but guesses, and marks for breaking. */
const unseen = /[\s\u00AD]/g;

/** The text of each page as PDF.js has it: glyphs by their names, in the order of the content. */
export async function pagesInPdfJs(bytes: Uint8Array): Promise<string[]> {
  const pdf = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 }).promise;
  return Promise.all(
    Array.from({ length: pdf.numPages }, async (_, i) => {
      const { items } = await (await pdf.getPage(i + 1)).getTextContent({ disableNormalization: true });
      return items
        .map((item) => ('str' in item ? item.str : ''))
        .join('')
        .replace(unseen, '');
    }),
  );
}

/** The same by Poppler's pdftotext. `-raw` keeps the order of the content; without it text is put in lines from left to right. */
export async function pagesInPoppler(bytes: Uint8Array): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kanben-text-'));
  try {
    await writeFile(path.join(folder, 'a.pdf'), bytes);
    const { stdout } = await promisify(execFile)('pdftotext', ['-raw', 'a.pdf', '-'], { cwd: folder, maxBuffer: 1e8 });
    // A form feed ends each page.
    return stdout
      .split('\f')
      .slice(0, -1)
      .map((page) => page.replace(unseen, ''));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
