import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { pageOf } from '../read-pdf.ts';

const run = promisify(execFile);

export const hasPoppler = spawnSync('pdftoppm', ['-v']).status === 0;

export async function read(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  return getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 }).promise;
}

/** What a reader's software sees of a page; places in points from the corner of the paper. */
export interface SeenPage {
  /** Runs of text in the order of the content. */
  text: string[];
  links: string[];
}

/** The text and links of every page. What the browser paints less than `foot` points above the edge is cut off: it is of the next page. */
export async function seenPages(pdf: PDFDocumentProxy, foot = 0): Promise<SeenPage[]> {
  const pages: SeenPage[] = [];
  for (let i = 1; i <= pdf.numPages; i++) {
    const page = await pdf.getPage(i);
    const [left = 0, bottom = 0] = page.view;
    const at = (x: number, y: number) => `${(x - left).toFixed(0)},${(y - bottom).toFixed(0)}`;
    const { items } = await page.getTextContent();
    const text = items.flatMap((item) =>
      'str' in item && item.str.trim() !== '' && item.transform[5] - bottom >= foot
        ? [`${item.str} ${at(item.transform[4], item.transform[5])}`]
        : [],
    );
    const links: string[] = [];
    for (const { rect, url, dest } of await page.getAnnotations()) {
      const target = await goal(pdf, url, dest);
      links.push(`${at(rect[0], rect[1])} ${target}`);
    }
    pages.push({ text, links });
  }
  return pages;
}

async function goal(pdf: PDFDocumentProxy, url: string | undefined, dest: unknown): Promise<string> {
  if (url) return url;
  const explicit = typeof dest === 'string' ? ((await pdf.getDestination(dest)) as unknown[]) : [];
  return `${String(dest)} page ${await pageOf(pdf, dest)} at ${JSON.stringify(explicit.slice(2))}`;
}

/** Each page as a grey picture of 36 dots an inch. */
export async function drawn(bytes: Uint8Array): Promise<Buffer[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kanben-drawn-'));
  try {
    await writeFile(path.join(folder, 'a.pdf'), bytes);
    await run('pdftoppm', ['-r', '36', '-gray', 'a.pdf', 'p'], { cwd: folder });
    const names = (await readdir(folder)).filter((name) => name.endsWith('.pgm')).sort();
    return await Promise.all(names.map((name) => readFile(path.join(folder, name))));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The part of the dots of two pictures that differ by more than rounding does. */
export function difference(a: Buffer, b: Buffer): number {
  if (a.length !== b.length) return 1;
  let count = 0;
  for (const [i, value] of a.entries()) if (Math.abs(value - (b[i] ?? 0)) > 40) count++;
  return count / a.length;
}
