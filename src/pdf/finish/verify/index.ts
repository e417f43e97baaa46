import { PDFDocument } from '@cantoo/pdf-lib';
import type { Claim } from '../conformance.ts';
import { checkActions } from './actions.ts';
import { checkAnnotations } from './annotations.ts';
import { checkAttachments } from './attachments.ts';
import { checkOutputIntents, DeviceColours } from './colour.ts';
import { ContentChecker } from './content.ts';
import { checkDocument } from './document.ts';
import { checkFile } from './file.ts';
import { type Finding, Report } from './finding.ts';
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
  const document = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true });
  return verifyDocument(document, bytes, claims);
}

/** The same for a document that is in memory, as it was saved to `bytes`. */
export function verifyDocument(document: PDFDocument, bytes: Uint8Array, claims: readonly Claim[]): Finding[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const pages = document.getPages();
  const subject: Subject = { document, bytes: buffer, claims, pages, report: new Report() };
  const structure = new StructureReader(document);
  checkFile(subject);
  checkObjects(subject);
  checkMetadata(subject);
  checkDocument(subject);
  const intent = checkOutputIntents(subject);
  const colours = new DeviceColours(subject, intent);
  const resources = new ResourceChecker(subject, colours, intent !== '');
  const fonts = new FontUse(subject);
  const content = new ContentChecker(subject, structure, colours, fonts);
  for (const [i, page] of pages.entries()) {
    resources.check(page.node.Resources(), i + 1, dictAt(page.node, 'Group'));
    content.checkPage(i);
  }
  fonts.check();
  checkActions(subject);
  checkAnnotations(subject, structure);
  checkAttachments(subject);
  checkStructure(subject, structure);
  checkTags(subject, structure);
  return subject.report.findings.filter(({ standard }) => claims.some((claim) => standardOf(claim) === standard));
}

/** The claims that findings stand against. */
export function failedClaims(findings: readonly Finding[], claims: readonly Claim[]): Claim[] {
  return claims.filter((claim) => findings.some(({ standard }) => standard === standardOf(claim)));
}

function standardOf(claim: Claim): Finding['standard'] {
  return claim === 'ua-1' ? 'PDF/UA' : 'PDF/A';
}
