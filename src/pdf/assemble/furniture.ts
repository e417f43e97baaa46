import { deflateSync } from 'node:zlib';
import { type PDFPage, PDFRawStream } from '@cantoo/pdf-lib';
import { pageContent } from '../finish/content-stream.ts';
import { nameGlyphs } from '../finish/glyph-names.ts';
import { dropLineMarks } from '../finish/line-marks.ts';
import { toName } from '../finish/names.ts';
import type { Finding } from '../finish/verify/finding.ts';
import { verifyFurniture } from '../finish/verify/index.ts';
import { refused } from './compile.ts';
import { type FontSubset, shareFonts } from './font-subset.ts';
import { openPrint } from './open.ts';
import { furnitureName } from './pages.ts';
import { type CompiledStream, Relocator, type WrittenObjects } from './relocatable.ts';
import { findShared } from './shared.ts';
import { array, decimal } from './syntax.ts';

/** Running heads and folios as drawings that can be laid over pages. Plain data. */
export interface CompiledFurniture extends WrittenObjects {
  /** One for each sheet of the print, in order. */
  forms: CompiledStream[];
  fonts: FontSubset[];
  findings: Finding[];
}

/** One sheet of a print of furniture. */
export interface Sheet {
  furniture: CompiledFurniture;
  /** Index among its forms. */
  form: number;
}

/**
 * Makes a form of each sheet of the furniture's print: content that a page paints by name (ISO 32000-1, 8.10).
 * @throws Failure (3) when Chromium's PDF is damaged, foreign, shrunk, or has a font whose text is not known.
 */
export async function compileFurniture(bytes: Uint8Array): Promise<CompiledFurniture> {
  try {
    const document = await openPrint(bytes);
    dropLineMarks(document);
    nameGlyphs(document);
    const { context } = document;
    const shared = findShared(context);
    const fonts = shareFonts(context, shared);
    const relocator = new Relocator(context, shared, new Map());
    const forms = document.getPages().map((page) => formOf(page, relocator));
    const findings = verifyFurniture(document).map((finding) => relocator.place(finding));
    return { forms, fonts, findings, ...relocator.finish() };
  } catch (error) {
    throw refused('furniture', error as Error);
  }
}

function formOf(page: PDFPage, relocator: Relocator): CompiledStream {
  const { width, height } = page.getSize();
  const contents = page.node.lookup(toName('Contents'));
  const resources = page.node.Resources();
  const deflated = contents instanceof PDFRawStream && contents.dict.get(toName('Filter')) === toName('FlateDecode');
  const bytes = deflated
    ? contents.contents
    : deflateSync(pageContent(page.doc.context, page.node.get(toName('Contents'))));
  const box = array([0, 0, decimal(width), decimal(height)]);
  const inside = resources ? relocator.entries(resources, ['ProcSet']) : '';
  const dictionary = `<</Type /XObject/Subtype /Form/BBox ${box}/Resources <<${inside}>>/Filter /FlateDecode/Length ${bytes.length}>>`;
  return { dictionary, bytes };
}

/** Before a page's own content: its graphics state is kept, for Chromium does not put it back. */
export const openContent = 'q\n';

/** After a page's own content. */
export const closeContent = '\nQ\n';

/**
 * After the content of a page with furniture: the form is laid over it, where the paper lies, and marked as an artifact of
 * pagination (ISO 32000-1, 14.8.2.2), so that it is neither read aloud nor part of the text.
 */
export function layFurniture(shift: number): string {
  return `\nQ\n/Artifact <</Type /Pagination>> BDC\nq 1 0 0 1 ${decimal(shift)} 0 cm /${furnitureName} Do Q\nEMC\n`;
}
