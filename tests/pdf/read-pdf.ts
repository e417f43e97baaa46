import { readFile } from 'node:fs/promises';
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A run of text on a page: position in pt from the page's lower left corner. */
export interface Run {
  text: string;
  x: number;
  y: number;
  size: number;
}

export interface OutlineEntry {
  title: string;
  level: number;
  /** Page index from 0. */
  page: number;
}

/** Opens a PDF with PDF.js, as a reader's software sees it. */
export async function openPdf(file: string): Promise<PDFDocumentProxy> {
  const data = new Uint8Array(await readFile(file));
  return getDocument({ data, useSystemFonts: false, verbosity: 0 }).promise;
}

/** The text runs of a page (index from 0), in the order of the content stream. */
export async function runsOf(pdf: PDFDocumentProxy, index: number): Promise<Run[]> {
  const page = await pdf.getPage(index + 1);
  const { items } = await page.getTextContent();
  // The paper of a verso does not begin at 0.
  const [left = 0] = page.view;
  return items.flatMap((item) =>
    'str' in item && item.str.trim() !== ''
      ? [
          {
            text: item.str,
            x: Number(item.transform[4]) - left,
            y: Number(item.transform[5]),
            size: Math.abs(Number(item.transform[3])),
          },
        ]
      : [],
  );
}

/** The lines of a page from top to bottom: runs on one baseline, joined from left to right. */
export function linesOf(runs: Run[]): { text: string; y: number; runs: Run[] }[] {
  const lines: Run[][] = [];
  for (const run of [...runs].sort((a, b) => b.y - a.y)) {
    const line = lines.find((other) => Math.abs((other[0]?.y ?? 0) - run.y) < 3);
    if (line) line.push(run);
    else lines.push([run]);
  }
  return lines.map((line) => {
    const sorted = line.sort((a, b) => a.x - b.x);
    return { text: sorted.map((run) => run.text).join(''), y: sorted[0]?.y ?? 0, runs: sorted };
  });
}

export async function outlineOf(pdf: PDFDocumentProxy): Promise<OutlineEntry[]> {
  const entries: OutlineEntry[] = [];
  type Item = Awaited<ReturnType<PDFDocumentProxy['getOutline']>>[number];
  const walk = async (items: Item[], level: number): Promise<void> => {
    for (const item of items) {
      entries.push({ title: item.title, level, page: await pageOf(pdf, item.dest) });
      await walk(item.items, level + 1);
    }
  };
  await walk((await pdf.getOutline()) ?? [], 1);
  return entries;
}

/** The page index of a destination, explicit or named; -1 if it leads nowhere. */
export async function pageOf(pdf: PDFDocumentProxy, dest: unknown): Promise<number> {
  const explicit = typeof dest === 'string' ? await pdf.getDestination(dest) : (dest as unknown[] | null);
  const ref = explicit?.[0];
  return ref ? pdf.getPageIndex(ref as never) : -1;
}
