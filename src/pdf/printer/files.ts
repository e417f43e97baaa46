import type { Imposition, PrinterOptions } from '../../book/printer-options.ts';
import type { PrinterJob } from './index.ts';

/** Sheets for the office printer: pages side by side and nothing else. */
const plain = { bleed: 0, marks: false, colour: 'rgb' } as const;

/**
 * The files that book.yaml and the command line ask for beside the archival PDF, by what stands behind the book's id in their names:
 * `print.pdf`, `booklet.pdf`, `2up.pdf`. `impose` of the command line goes before that of book.yaml.
 */
export async function printerFiles(
  bytes: Uint8Array,
  options: PrinterOptions | undefined,
  impose: Imposition | undefined,
  boundRight: boolean,
): Promise<Map<string, Uint8Array>> {
  const job: PrinterJob = { ...(options ?? plain), boundRight };
  const files = new Map<string, Uint8Array>();
  const kind = impose ?? options?.impose;
  if (!options && !kind) return files;
  // Loaded only now: what takes PDFs apart is a good part of the program, and most builds go without.
  const { imposedPdf, printerPdf } = await import('./index.ts');
  if (options) files.set('print.pdf', await printerPdf(bytes, job));
  if (kind) files.set(`${kind}.pdf`, await imposedPdf(bytes, kind, job));
  return files;
}
