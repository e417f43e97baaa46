import { deflateSync } from 'node:zlib';
import { type PDFPage, PDFRawStream } from '@cantoo/pdf-lib';
import { pageContent } from '../finish/content-stream.ts';
import { toName } from '../finish/names.ts';
import { verifyFurniture } from '../finish/verify/index.ts';
import { refused } from './compiled.ts';
import type { CompiledFurniture } from './furniture.ts';
import type { CompiledStream } from './relocatable.ts';
import type { Relocator } from './relocator.ts';
import { array, decimal } from './syntax.ts';
import { openUntagged } from './untagged.ts';

/**
 * Makes a form of each sheet of the furniture's print: content that a page paints by name (ISO 32000-1, 8.10).
 * @throws Failure (3) when Chromium's PDF is damaged, foreign, shrunk, or has a font whose text is not known.
 */
export async function compileFurniture(bytes: Uint8Array): Promise<CompiledFurniture> {
  try {
    const { document, fonts, relocator } = await openUntagged(bytes);
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
