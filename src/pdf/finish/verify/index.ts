import type { PDFDocument } from '@cantoo/pdf-lib';
import type { Claim } from '../conformance.ts';
import type { Finding } from './finding.ts';
export function verifyDocument(_d: PDFDocument, _b: Uint8Array, _c: readonly Claim[]): Finding[] {
  return [];
}
export function failedClaims(_f: readonly Finding[], _c: readonly Claim[]): Claim[] {
  return [];
}
