import { type PDFDict, type PDFDocument, PDFHexString, PDFName, type PDFObject } from '@cantoo/pdf-lib';
import type { PageInfo } from '../pages.ts';

/** Writes the page labels, so that a viewer's page box shows the printed folio (ISO 32000-1, 12.4.2). */
export function writePageLabels(
  document: PDFDocument,
  pages: PageInfo[],
  names: { cover: string; imprint: string },
): void {
  const { context, catalog } = document;
  const ranges: PDFObject[] = [];
  let previous = '';
  for (const [index, page] of pages.entries()) {
    const style = page.label === '' ? '' : /^\d+$/.test(page.label) ? 'D' : 'r';
    const prefix = page.kind === 'cover' ? names.cover : page.kind === 'imprint' ? names.imprint : '';
    const key = `${style}${prefix}`;
    if (key === previous) continue;
    previous = key;
    const label: PDFDict = context.obj({});
    if (style) {
      label.set(PDFName.of('S'), PDFName.of(style));
      label.set(PDFName.of('St'), context.obj(style === 'D' ? Number(page.label) : 1));
    } else {
      label.set(PDFName.of('P'), PDFHexString.fromText(prefix));
    }
    ranges.push(context.obj(index), label);
  }
  catalog.set(PDFName.of('PageLabels'), context.register(context.obj({ Nums: context.obj(ranges as never) })));
}
