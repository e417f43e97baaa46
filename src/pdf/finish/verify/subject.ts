import {
  PDFDict,
  type PDFDocument,
  PDFName,
  PDFNumber,
  type PDFObject,
  type PDFPage,
  PDFRef,
  PDFStream,
} from '@cantoo/pdf-lib';
import type { Claim } from '../conformance.ts';
import { nameText, toName } from '../names.ts';
import type { Report } from './finding.ts';

/** The file under test, and where its faults go. */
export interface Subject {
  document: PDFDocument;
  bytes: Buffer;
  claims: readonly Claim[];
  pages: PDFPage[];
  report: Report;
}

/** The text of a name object, without its slash; '' if it is none. */
export function nameOf(value: PDFObject | undefined): string {
  return value instanceof PDFName ? nameText(value) : '';
}

export function numberOf(value: PDFObject | undefined): number | undefined {
  return value instanceof PDFNumber ? value.asNumber() : undefined;
}

/** The dictionary that a value is, or that a stream has. */
export function dictOf(value: PDFObject | undefined): PDFDict | undefined {
  if (value instanceof PDFStream) return value.dict;
  return value instanceof PDFDict ? value : undefined;
}

/** The dictionary under a key, the reference followed. */
export function dictAt(dict: PDFDict | undefined, key: string): PDFDict | undefined {
  return dictOf(dict?.lookup(toName(key)));
}

/** How an object is called in a finding. */
export function label(value: PDFObject | undefined): string {
  return value instanceof PDFRef ? value.toString() : '';
}
