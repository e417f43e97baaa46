import type { PDFDocument } from '@cantoo/pdf-lib';
import type { Claim } from '../conformance.ts';
import { loadPdf } from '../load.ts';
import { checkActions } from './actions.ts';
import { checkAnnotations } from './annotations.ts';
import { checkAttachments } from './attachments.ts';
import { checkOutputIntents, DeviceColours } from './colour.ts';
import { artifact, ContentChecker, type Mark } from './content.ts';
import { checkBoxes, checkCatalog } from './document.ts';
import { checkFile } from './file.ts';
import { type Finding, Report, standardOf } from './finding.ts';
import { FontUse } from './fonts.ts';
import { checkMetadata } from './metadata.ts';
import { checkObjects } from './objects.ts';
import { ResourceChecker } from './resources.ts';
import { checkStructure } from './structure.ts';
import { StructureReader } from './structure-reader.ts';
import { dictAt, type Subject } from './subject.ts';
import { checkTags } from './tags.ts';

/**
 * Checks a PDF against what it is to claim: the rules of PDF/A-2 and -3 (level a) and of PDF/UA-1 that a file of ours could
 * break, numbered as the public profiles of veraPDF have them. It is no full validator: signatures, JPEG 2000 and CFF fonts,
 * which we never write, are not looked into.
 * @throws Error when the bytes are no PDF that can be read.
 */
export async function verifyPdf(bytes: Uint8Array, claims: readonly Claim[]): Promise<Finding[]> {
  const document = await loadPdf(bytes);
  return verifyDocument(document, bytes, claims);
}

/** The same for a document that is in memory, as it was saved to `bytes`. */
export function verifyDocument(document: PDFDocument, bytes: Uint8Array, claims: readonly Claim[]): Finding[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const pages = document.getPages();
  const subject: Subject = { document, bytes: buffer, claims, pages, report: new Report() };
  checkWhole(subject);
  checkPages(subject, checkOutputIntents(subject));
  return subject.report.findings.filter(({ standard }) => claims.some((claim) => standardOf(claim) === standard));
}

/**
 * The rules of the whole book, on a file that has all its objects but those of the parts.
 * @throws Error when the bytes are no PDF that can be read.
 */
export async function verifyBook(bytes: Uint8Array, claims: readonly Claim[]): Promise<Finding[]> {
  const document = await loadPdf(bytes);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const subject: Subject = { document, bytes: buffer, claims, pages: [], report: new Report() };
  checkWhole(subject);
  checkOutputIntents(subject);
  checkObjects(subject);
  checkActions(subject);
  checkStructure(subject, new StructureReader(document));
  return subject.report.findings.filter(({ standard }) => claims.some((claim) => standardOf(claim) === standard));
}

/** What the file says of itself as a whole. */
function checkWhole(subject: Subject): void {
  checkFile(subject);
  checkMetadata(subject);
  checkCatalog(subject);
  checkAttachments(subject);
}

/**
 * The rules that do not reach beyond a part of the book, on a document that is only this part: what the book says of the whole
 * (metadata, colours) is not there yet, and is taken to be as it will be.
 */
export function verifyPart(document: PDFDocument): Finding[] {
  const subject = { document, bytes: Buffer.alloc(0), claims: [], pages: document.getPages(), report: new Report() };
  checkPages(subject, 'RGB ');
  return subject.report.findings;
}

/** The same for a print that is laid over pages as an artifact, and has no tags. */
export function verifyFurniture(document: PDFDocument): Finding[] {
  const subject = { document, bytes: Buffer.alloc(0), claims: [], pages: document.getPages(), report: new Report() };
  checkObjects(subject);
  checkPainting(subject, new StructureReader(document), 'RGB ', [artifact]);
  return subject.report.findings;
}

/** Everything on the pages and in the tags. `intent`: the colour space of the output intent. */
function checkPages(subject: Subject, intent: string): void {
  const structure = new StructureReader(subject.document);
  checkObjects(subject);
  checkBoxes(subject);
  checkPainting(subject, structure, intent, []);
  checkActions(subject);
  checkAnnotations(subject, structure);
  checkStructure(subject, structure);
  checkTags(subject, structure);
}

/** What the pages paint, inside the marks `around`. */
function checkPainting(subject: Subject, structure: StructureReader, intent: string, around: readonly Mark[]): void {
  const colours = new DeviceColours(subject, intent);
  const resources = new ResourceChecker(subject, colours, intent !== '');
  const fonts = new FontUse(subject);
  const content = new ContentChecker(subject, structure, colours, fonts);
  for (const [i, page] of subject.pages.entries()) {
    resources.check(page.node.Resources(), i + 1, dictAt(page.node, 'Group'));
    content.checkPage(i, around);
  }
  fonts.check();
}
