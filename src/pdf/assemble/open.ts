import { type PDFDocument, PDFHexString, type PDFName, type PDFPage, PDFString } from '@cantoo/pdf-lib';
import { operandsOf, pageContent } from '../finish/content-stream.ts';
import { loadPdf } from '../finish/load.ts';
import { toName } from '../finish/names.ts';
import { operations } from '../finish/operations.ts';

/** What a CSS pixel is in the units in which Chromium writes: it prints at 300 dots an inch, 96 pixels an inch. */
const usualScale = 300 / 96;

/**
 * Reads a PDF that Chromium printed.
 * @throws Error when it is damaged, of another program, or not at the usual scale: whatever is wider than its page makes the
 * browser shrink the whole print.
 */
export async function openPrint(bytes: Uint8Array): Promise<PDFDocument> {
  const document = await loadPdf(bytes);
  const producer = producerOf(document);
  if (!/^Skia\/PDF\b/.test(producer)) throw new Error(`it was written by “${producer}”, not by Chromium`);
  if (document.getPageCount() === 0) throw new Error('it has no page');
  const scales = document.getPages().flatMap((page) => scalesOf(document, page));
  if (scales.length > 0 && !scales.includes(usualScale)) {
    throw new Error(
      `the browser shrank it by ${((scales[0] as number) / usualScale).toFixed(4)}: something is wider than the page`,
    );
  }
  return document;
}

function producerOf({ context }: PDFDocument): string {
  const info = context.lookup(context.trailerInfo.Info);
  const producer = info && 'get' in info ? (info as { get(key: PDFName): unknown }).get(toName('Producer')) : undefined;
  return producer instanceof PDFString || producer instanceof PDFHexString ? producer.decodeText() : '';
}

/** The scales of a page on which text stands: that of the page, and those of pictures in it. */
function scalesOf({ context }: PDFDocument, { node }: PDFPage): number[] {
  const content = pageContent(context, node.get(toName('Contents')));
  const scales: number[] = [];
  let text = false;
  let first = true;
  for (const operation of operations(content)) {
    if (operation.operator === 'Tj') text = true;
    if (operation.operator !== 'cm') continue;
    const [a, b, c, d] = operandsOf(content, operation);
    // The first turns the page over, as Chromium counts from the top.
    if (first) first = false;
    else if (a === d && b === 0 && c === 0 && typeof a === 'number' && a !== 1) scales.push(a);
    if (a === usualScale && d === usualScale) break;
  }
  return text || scales.includes(usualScale) ? scales : [];
}
