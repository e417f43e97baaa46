import { PDFArray, type PDFDict, PDFHexString, PDFStream, PDFString } from '@cantoo/pdf-lib';
import { toName } from '../names.ts';
import type { StructureReader } from './structure-reader.ts';
import { dictAt, dictOf, label, nameOf, numberOf, type Subject } from './subject.ts';

const permitted: ReadonlySet<string> = new Set(
  (
    'Text Link FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp Caret Ink Popup ' +
    'FileAttachment Widget PrinterMark TrapNet Watermark Redact'
  ).split(' '),
);

/** Annotations (ISO 19005-2, 6.3; ISO 14289-1, 7.18): of known kinds, printed, tagged, described. */
export function checkAnnotations({ document, pages, report }: Subject, structure: StructureReader): void {
  const { context } = document;
  for (const [i, page] of pages.entries()) {
    const annotations = page.node.Annots()?.asArray() ?? [];
    if (annotations.length > 0 && nameOf(page.node.lookup(toName('Tabs'))) !== 'S') {
      report.add({ ua: '7.18.3' }, 'the page has annotations, but its tab order is not S', { page: i + 1 });
    }
    for (const value of annotations) {
      const annotation = dictOf(context.lookup(value));
      if (!annotation) continue;
      const place = { page: i + 1, object: label(value) };
      const kind = nameOf(annotation.lookup(toName('Subtype')));
      const flags = numberOf(annotation.lookup(toName('F')));
      if (!permitted.has(kind)) report.add({ a: '6.3.1' }, `an annotation of the kind ${kind} is not permitted`, place);
      if (flags === undefined && kind !== 'Popup') report.add({ a: '6.3.2' }, 'an annotation has no flags', place);
      if (flags !== undefined && ((flags & 4) === 0 || (flags & 0b1_0010_0011) !== 0)) {
        report.add({ a: '6.3.2' }, `an annotation is hidden or not printed (flags ${flags})`, place);
      }
      checkAppearance(annotation, kind);
      if ((flags ?? 0) & 2) continue;
      if (kind === 'TrapNet') report.add({ ua: '7.18.2' }, 'the page has a trap network', place);
      const owner = structure.ownerOf(numberOf(annotation.lookup(toName('StructParent'))));
      const described = text(annotation, 'Contents') !== '';
      if (kind === 'Link') {
        if (owner?.type !== 'Link') report.add({ ua: '7.18.5' }, 'a link is not in a Link tag', place);
        if (!described) report.add({ ua: '7.18.5' }, 'a link has no description in Contents', place);
      } else if (kind === 'Widget') {
        if (owner?.type !== 'Form') report.add({ ua: '7.18.4' }, 'a form field is not in a Form tag', place);
        if (annotation.has(toName('A')) || annotation.has(toName('AA')))
          report.add({ a: '6.4.1' }, 'a form field has actions', place);
      } else if (kind !== 'PrinterMark' && owner?.type !== 'Annot') {
        report.add({ ua: '7.18.1' }, 'an annotation is not in an Annot tag', place);
      }
      if (kind !== 'Widget' && !described && !(owner && text(owner.dict, 'Alt'))) {
        report.add({ ua: '7.18.1' }, 'an annotation has neither Contents nor an alternative text', place);
      }

      function checkAppearance(dict: PDFDict, subtype: string): void {
        const appearance = dictAt(dict, 'AP');
        const box = dict.lookup(toName('Rect'));
        const [left, bottom, right, top] =
          box instanceof PDFArray ? box.asArray().map((each) => numberOf(context.lookup(each))) : [];
        const empty = left === right && bottom === top;
        if (!appearance) {
          if (!empty && subtype !== 'Popup' && subtype !== 'Link')
            report.add({ a: '6.3.3' }, 'an annotation has no appearance', place);
          return;
        }
        if (appearance.keys().some((key) => key !== toName('N')))
          report.add({ a: '6.3.3' }, 'an appearance has more than N', place);
        if (subtype !== 'Widget' && !(appearance.lookup(toName('N')) instanceof PDFStream)) {
          report.add({ a: '6.3.3' }, 'an appearance is no stream', place);
        }
      }
    }
  }
}

function text(dict: PDFDict, key: string): string {
  const value = dict.lookup(toName(key));
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : '';
}
