import { PDFDict, PDFDocument, PDFHeader, PDFName } from '@cantoo/pdf-lib';
import type { TypesetBook } from '../../html/index.ts';
import type { Template } from '../../template/load.ts';
import type { Settled } from '../settle-whole.ts';
import { type Attachment, attachFiles } from './attachments.ts';
import type { Claim } from './conformance.ts';
import { writePageLabels } from './labels.ts';
import { fillFileId, reserveFileId, type Stamp, writeMetadata } from './metadata.ts';
import { writeOutline } from './outline.ts';
import { writeOutputIntent } from './output-intent.ts';
import { dropSoftHyphens } from './soft-hyphens.ts';
import { stampFurniture } from './stamp.ts';
import { mendTags } from './tags/index.ts';
import type { Finding } from './verify/finding.ts';
import { failedClaims, verifyDocument } from './verify/index.ts';

/** What the finish is told beyond the pages. */
export interface FinishOptions extends Stamp {
  /** The standards that the file is to claim. */
  claims: readonly Claim[];
  /** Files that go inside, for PDF/A-3. */
  attachments: readonly Attachment[];
}

export interface FinishedPdf {
  bytes: Uint8Array;
  /** What stands in the way of the claims that were wanted and are not in the file. */
  findings: Finding[];
}

/**
 * From Chromium's draft to our PDF: destinations in order, furniture, outline, labels; then what every whole book gets.
 * @throws Error when the draft cannot be read: a finished file is whole or there is none.
 */
export async function finishPdf(
  settled: Settled,
  furniture: Uint8Array,
  book: TypesetBook,
  template: Template,
  options: FinishOptions,
): Promise<FinishedPdf> {
  const document = await PDFDocument.load(settled.bytes, { updateMetadata: false, throwOnInvalidObject: true });
  sortDestinations(document);
  await stampFurniture(
    document,
    furniture,
    settled.pages.map((page) => page.head !== '' || page.folio !== ''),
  );
  writeOutline(document, book.contents);
  writePageLabels(document, settled.pages, template.labels);
  return finishDocument(document, book, template, options);
}

/**
 * Makes a whole book fit to archive and to be read out: text, tags, colours, attachments, metadata. The result is checked, and
 * claims only what it keeps. Same book, same bytes.
 */
export async function finishDocument(
  document: PDFDocument,
  book: TypesetBook,
  template: Template,
  options: FinishOptions,
): Promise<FinishedPdf> {
  document.context.header = PDFHeader.forVersion(1, 7);
  dropSoftHyphens(document);
  mendTags(document, book, template);
  writeOutputIntent(document);
  attachFiles(document, options.attachments, options.modified);
  const bytes = await save(document, book, options, options.claims);
  if (options.claims.length === 0) return { bytes, findings: [] };
  const findings = verifyDocument(document, bytes, options.claims);
  if (findings.length === 0) return { bytes, findings };
  const failed = failedClaims(findings, options.claims);
  const kept = options.claims.filter((claim) => !failed.includes(claim));
  return { bytes: await save(document, book, options, kept), findings };
}

async function save(
  document: PDFDocument,
  book: TypesetBook,
  stamp: Stamp,
  claims: readonly Claim[],
): Promise<Uint8Array> {
  writeMetadata(document, book.config, stamp, claims);
  reserveFileId(document);
  const bytes = await document.save({
    useObjectStreams: true,
    addDefaultPage: false,
    updateFieldAppearances: false,
    objectsPerTick: Number.POSITIVE_INFINITY,
  });
  fillFileId(bytes);
  return bytes;
}

/** The order of named destinations depends on the life of the browser's tab; by name it is always the same. */
function sortDestinations(document: PDFDocument): void {
  const dests = document.catalog.lookupMaybe(PDFName.of('Dests'), PDFDict);
  if (!dests) return;
  const entries = [...dests.entries()].sort(([a], [b]) => (a.decodeText() < b.decodeText() ? -1 : 1));
  for (const [name] of entries) dests.delete(name);
  for (const [name, value] of entries) dests.set(name, value);
}
