import { PDFArray, PDFBool, type PDFDict, PDFHexString, PDFString } from '@cantoo/pdf-lib';
import { toName } from '../names.ts';
import { dictAt, dictOf, label, nameOf, numberOf, type Subject } from './subject.ts';

/** What the catalog and optional content may and must have. */
export function checkCatalog({ document, report }: Subject): void {
  const { catalog } = document;
  const isTrue = (dict: PDFDict | undefined, key: string) => dict?.lookup(toName(key)) === PDFBool.True;
  const marks = dictAt(catalog, 'MarkInfo');
  if (!isTrue(marks, 'Marked'))
    report.add({ a: '6.7.2.2', ua: '6.2' }, 'MarkInfo does not say that the file is tagged');
  if (isTrue(marks, 'Suspects')) report.add({ ua: '7.1' }, 'MarkInfo says that tags are suspect');
  if (!isTrue(dictAt(catalog, 'ViewerPreferences'), 'DisplayDocTitle')) {
    report.add({ ua: '7.1' }, 'ViewerPreferences does not have the title shown');
  }
  const language = catalog.lookup(toName('Lang'));
  if (!(language instanceof PDFString || language instanceof PDFHexString)) {
    report.add({ ua: '7.2' }, 'the catalog names no language');
  }
  if (catalog.has(toName('Requirements'))) report.add({ a: '6.11' }, 'the catalog has Requirements');
  if (isTrue(catalog, 'NeedsRendering')) report.add({ a: '6.4.2' }, 'the catalog has NeedsRendering');
  if (dictAt(catalog, 'Names')?.has(toName('AlternatePresentations')))
    report.add({ a: '6.10' }, 'the file has alternate presentations');
  for (const key of dictAt(catalog, 'Perms')?.keys() ?? []) {
    if (!['UR3', 'DocMDP'].includes(nameOf(key))) report.add({ a: '6.1.12' }, `the permissions have ${nameOf(key)}`);
  }
  const form = dictAt(catalog, 'AcroForm');
  if (isTrue(form, 'NeedAppearances')) report.add({ a: '6.4.1' }, 'the form leaves its appearance to the viewer');
  if (form?.has(toName('XFA'))) report.add({ a: '6.4.2' }, 'the form is an XFA form');
  checkOptionalContent({ document, report });
}

/** What pages may have, and how large they may be. */
export function checkBoxes({ document, pages, report }: Subject): void {
  for (const [i, page] of pages.entries()) {
    const place = { page: i + 1, object: label(page.ref) };
    if (page.node.has(toName('PresSteps'))) report.add({ a: '6.10' }, 'the page has presentation steps', place);
    for (const key of ['MediaBox', 'CropBox', 'BleedBox', 'TrimBox', 'ArtBox']) {
      const box = page.node.lookup(toName(key));
      const [left, bottom, right, top] =
        box instanceof PDFArray ? box.asArray().map((each) => numberOf(document.context.lookup(each))) : [];
      if (left === undefined || bottom === undefined || right === undefined || top === undefined) continue;
      for (const size of [Math.abs(right - left), Math.abs(top - bottom)]) {
        if (size < 3 || size > 14_400) report.add({ a: '6.1.13' }, `the ${key} is ${size} points wide or high`, place);
      }
    }
  }
}

function checkOptionalContent({ document, report }: Pick<Subject, 'document' | 'report'>): void {
  const properties = dictAt(document.catalog, 'OCProperties');
  if (!properties) return;
  const more = properties.lookup(toName('Configs'));
  const configurations = [
    properties.lookup(toName('D')),
    ...(more instanceof PDFArray ? more.asArray().map((each) => document.context.lookup(each)) : []),
  ];
  const names = new Set<string>();
  for (const value of configurations) {
    const configuration = dictOf(value);
    const title = configuration?.lookup(toName('Name'));
    const text = title instanceof PDFString || title instanceof PDFHexString ? title.decodeText() : '';
    if (text === '') report.add({ a: '6.9', ua: '7.10' }, 'a configuration of optional content has no name');
    else if (names.has(text)) report.add({ a: '6.9' }, `two configurations of optional content are called ${text}`);
    names.add(text);
    if (configuration?.has(toName('AS')))
      report.add({ a: '6.9', ua: '7.10' }, 'a configuration of optional content changes by itself (AS)');
  }
}
