import type { PDFDocument } from '@cantoo/pdf-lib';
import { nameGlyphs } from '../finish/glyph-names.ts';
import { dropLineMarks } from '../finish/line-marks.ts';
import { type FontSubset, shareFonts } from './font-subset.ts';
import { openPrint } from './open.ts';
import { Relocator } from './relocator.ts';
import { findShared } from './shared.ts';

/** A print without tags, its text mended, ready to be taken apart. */
export interface UntaggedPrint {
  document: PDFDocument;
  fonts: FontSubset[];
  relocator: Relocator;
}

/** Reads a print that has no tags. @throws Error as openPrint, and for a font whose text is not known. */
export async function openUntagged(bytes: Uint8Array): Promise<UntaggedPrint> {
  const document = await openPrint(bytes);
  dropLineMarks(document);
  nameGlyphs(document);
  const { context } = document;
  const shared = findShared(context);
  const fonts = shareFonts(context, shared);
  return { document, fonts, relocator: new Relocator(context, shared, new Map()) };
}
