import { digestsOf } from '../disk/disk.ts';
import { places } from '../edition.ts';
import { type FoundVersion, filesOf, unreadable } from '../read-version.ts';
import { comparePdfs, type PdfComparison } from './pdf.ts';
import { diffCsvFile, diffTextFile, type TextChange } from './text-file.ts';
import { readZip } from './zip.ts';

export interface FileChange {
  path: string;
  kind: 'added' | 'removed' | 'changed';
  /** Of a text file that changed. */
  changes: TextChange[];
}

export interface Comparison {
  before: string;
  after: string;
  /** Files of the manuscript and the template. */
  files: FileChange[];
  /** Entries of the EPUB, with the changes of their text. */
  epub: FileChange[];
  pdf: PdfComparison | undefined;
  /** The bytes of both PDFs, to draw their pages. */
  pdfs: { before: Uint8Array; after: Uint8Array } | undefined;
}

/** Compares two versions: manuscript, EPUB and PDF. Every byte read is checked. @throws Failure (3) damage */
export async function compareVersions(before: FoundVersion, after: FoundVersion): Promise<Comparison> {
  const [a, b] = [await readFiles(before), await readFiles(after)];
  const inputs = (files: ReadonlyMap<string, Buffer>) =>
    new Map([...files].filter(([name]) => name.startsWith(places.manuscript) || name.startsWith(places.template)));
  const [epubA, epubB] = [output(a, '.epub'), output(b, '.epub')];
  const [pdfA, pdfB] = [output(a, '.pdf'), output(b, '.pdf')];
  return {
    before: `${before.publication}@${before.version}`,
    after: `${after.publication}@${after.version}`,
    files: diffFiles(inputs(a), inputs(b)),
    epub: epubA && epubB ? diffFiles(readZip(epubA), readZip(epubB)) : [],
    pdf: pdfA && pdfB && !pdfA.equals(pdfB) ? await comparePdfs(pdfA, pdfB) : undefined,
    pdfs: pdfA && pdfB ? { before: pdfA, after: pdfB } : undefined,
  };
}

async function readFiles(found: FoundVersion): Promise<Map<string, Buffer>> {
  const address = `${found.publication}@${found.version}`;
  const files = new Map<string, Buffer>();
  for (const { path, file, digest } of filesOf(found)) {
    const bytes = await found.files.read(file).catch(() => {
      throw unreadable(address, path);
    });
    if (digestsOf(bytes)[found.inventory.digestAlgorithm] !== digest) throw unreadable(address, path);
    files.set(path, bytes);
  }
  return files;
}

function output(files: ReadonlyMap<string, Buffer>, extension: string): Buffer | undefined {
  return [...files].find(([name]) => name.startsWith(places.outputs) && name.endsWith(extension))?.[1];
}

function diffFiles(a: ReadonlyMap<string, Buffer>, b: ReadonlyMap<string, Buffer>): FileChange[] {
  const names = [...new Set([...a.keys(), ...b.keys()])].sort();
  return names.flatMap((path): FileChange[] => {
    const [before, after] = [a.get(path), b.get(path)];
    if (!before) return [{ path, kind: 'added', changes: [] }];
    if (!after) return [{ path, kind: 'removed', changes: [] }];
    if (before.equals(after)) return [];
    return [{ path, kind: 'changed', changes: changesOf(path, before, after) }];
  });
}

const isText = /\.(md|markdown|ya?ml|bib|json|txt|css|html|xhtml|opf|ncx|svg)$/i;

function changesOf(name: string, before: Buffer, after: Buffer): TextChange[] {
  if (/\.[ct]sv$/i.test(name)) return diffCsvFile(before.toString('utf8'), after.toString('utf8'));
  return isText.test(name) ? diffTextFile(before.toString('utf8'), after.toString('utf8')) : [];
}
