import { type PDFDocument, PDFName } from '@cantoo/pdf-lib';
import type { Imposition, PrinterOptions } from '../../book/printer-options.ts';
import { readPage } from '../audit/read/page.ts';
import { loadPdf } from '../finish/load.ts';
import { toBlack } from './colour.ts';
import { type Form, formOf, type Placement, paintPage } from './form.ts';
import { sheetSides } from './impose.ts';
import { allPlates, drawMarks, slug } from './marks.ts';
import { sweep } from './sweep.ts';

const mm = 72 / 25.4;

/** How far inside the trim edge a page is mirrored, in pt: the browser's pages may end a hair before it. */
const inset = 0.75;

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What is needed beside the options of the book. */
export interface PrinterJob extends Omit<PrinterOptions, 'impose'> {
  /** Pages are bound at the right, as in vertical books. */
  boundRight: boolean;
}

/**
 * The book for a printing house, made from the finished PDF, which stays as it is: single pages with TrimBox and BleedBox, marks,
 * and what the colour of the job asks for. It has neither tags nor links and claims no standard.
 * @throws Error if the PDF cannot be read.
 */
export async function printerPdf(bytes: Uint8Array, job: PrinterJob): Promise<Uint8Array> {
  const document = await open(bytes, job);
  const plates = job.marks ? allPlates(document) : undefined;
  for (const page of document.getPages()) {
    const reaches = touchesEdge(page);
    setSheet(document, page, formOf(document, page), { job, plates, reaches, fold: false });
  }
  return save(document);
}

/** The pages put together on sheets (see `sheetSides`), with the marks of the job if it wants them. */
export async function imposedPdf(bytes: Uint8Array, kind: Imposition, job: PrinterJob): Promise<Uint8Array> {
  const document = await open(bytes, job);
  const pages = document.getPages();
  const touching = pages.map((page) => touchesEdge(page));
  const forms = pages.map((page) => formOf(document, page));
  const plates = job.marks ? allPlates(document) : undefined;
  const sides = sheetSides(forms.length, kind, job.boundRight);
  for (let i = pages.length - 1; i >= 0; i--) document.removePage(i);
  const width = Math.max(...forms.map((form) => form.width));
  const height = Math.max(...forms.map((form) => form.height));
  for (const side of sides) {
    const sheet = document.addPage([2 * width, height]);
    const placements = side.flatMap((index, i): Placement[] => {
      const form = index === undefined ? undefined : forms[index];
      return form ? [{ form, matrix: [1, 0, 0, 1, i * width, 0] }] : [];
    });
    paintPage(document, sheet, placements);
    const reaches = side.some((index) => index !== undefined && touching[index]);
    if (job.marks)
      setSheet(document, sheet, formOf(document, sheet), { job, plates, reaches, fold: kind === 'booklet' });
    else sheet.setTrimBox(0, 0, 2 * width, height);
  }
  return save(document);
}

async function open(bytes: Uint8Array, { colour }: PrinterJob): Promise<PDFDocument> {
  const document = await loadPdf(bytes);
  if (colour !== 'rgb') toBlack(document, colour === 'grey');
  return document;
}

async function save(document: PDFDocument): Promise<Uint8Array> {
  sweep(document);
  return document.save({ useObjectStreams: true, addDefaultPage: false, updateFieldAppearances: false });
}

type Page = ReturnType<PDFDocument['getPages']>[number];

/** Whether something is painted up to the edge of the paper, so that it must go on into the bleed. */
function touchesEdge(page: Page): boolean {
  const { paints, width, height } = readPage(page, new Map(), new Map(), 'horizontal-tb');
  return paints.some(
    ({ left, top, right, bottom }) =>
      right > left && bottom > top && (left < 0.5 || top < 0.5 || right > width - 0.5 || bottom > height - 0.5),
  );
}

interface Sheet {
  job: PrinterJob;
  plates: ReturnType<typeof allPlates> | undefined;
  reaches: boolean;
  fold: boolean;
}

/** Enlarges the paper around a page by bleed and marks, and writes its boxes (ISO 32000-1, 14.11.2). */
function setSheet(document: PDFDocument, page: Page, form: Form, { job, plates, reaches, fold }: Sheet): void {
  const bleed = job.bleed * mm;
  const around = bleed + (plates ? slug : 0);
  const trim = { x: around, y: around, width: form.width, height: form.height };
  const placements = reaches && bleed > 0 ? mirrored(form, trim, bleed) : [];
  placements.push({ form, matrix: [1, 0, 0, 1, trim.x, trim.y], clip: [trim.x, trim.y, trim.width, trim.height] });
  const marks = plates
    ? { content: drawMarks(trim, { bleed, fold, colour: job.colour === 'rgb' }), resources: { All: plates } }
    : undefined;
  paintPage(document, page, placements, marks);
  page.setMediaBox(0, 0, trim.width + 2 * around, trim.height + 2 * around);
  page.setTrimBox(trim.x, trim.y, trim.width, trim.height);
  page.setBleedBox(trim.x - bleed, trim.y - bleed, trim.width + 2 * bleed, trim.height + 2 * bleed);
  page.node.delete(PDFName.of('CropBox'));
}

/**
 * The page mirrored over each edge and corner of the trim, as far as the bleed goes: colours and pictures that touch the edge go on
 * beyond it without a seam. The page was laid out on its trim size, so there is nothing else to show there.
 */
function mirrored(form: Form, { x, y, width, height }: Box, bleed: number): Placement[] {
  const bands = (start: number, size: number) => [
    { scale: -1, shift: 2 * (start + inset) - start, from: start - bleed, size: bleed + 2 * inset },
    { scale: 1, shift: start, from: start, size },
    { scale: -1, shift: 2 * (start + size - inset) - start, from: start + size - 2 * inset, size: bleed + 2 * inset },
  ];
  return bands(x, width).flatMap((column) =>
    bands(y, height)
      .filter((row) => column.scale < 0 || row.scale < 0)
      .map(
        (row): Placement => ({
          form,
          matrix: [column.scale, 0, 0, row.scale, column.shift, row.shift],
          clip: [column.from, row.from, column.size, row.size],
        }),
      ),
  );
}
