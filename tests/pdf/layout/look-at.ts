import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type Run, runsOf } from '../read-pdf.ts';

/** A page of a chapter as PDF.js reads it: its text above the notes, and the notes. */
export interface ReadPage {
  text: Run[];
  notes: Run[];
}

export interface ReadChapter {
  pages: ReadPage[];
  /** The page index of each id that has a destination. */
  pageOf: Map<string, number>;
}

/** The size of the notes' type in the report template, in pt: nothing else has it, or that of the marks in them. */
const noteSize = 8.5;

export async function readChapter(bytes: Uint8Array): Promise<ReadChapter> {
  const pdf = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 }).promise;
  const pages: ReadPage[] = [];
  for (let index = 0; index < pdf.numPages; index++) {
    const runs = await runsOf(pdf, index);
    const isNote = ({ size }: Run) => Math.abs(size - noteSize) < 0.05 || Math.abs(size - noteSize * 0.66) < 0.05;
    pages.push({ text: runs.filter((run) => !isNote(run)), notes: runs.filter(isNote) });
  }
  return { pages, pageOf: await destinations(pdf) };
}

async function destinations(pdf: PDFDocumentProxy): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const [name, target] of Object.entries(await pdf.getDestinations()))
    found.set(decodeURIComponent(name), await pdf.getPageIndex(target[0]));
  return found;
}
