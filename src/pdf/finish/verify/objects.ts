import {
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRef,
  PDFStream,
  PDFString,
} from '@cantoo/pdf-lib';
import { nameText, toName } from '../names.ts';
import { dictOf, label, nameOf, type Subject } from './subject.ts';

const filters: ReadonlySet<string> = new Set([
  ...[
    'ASCIIHexDecode',
    'ASCII85Decode',
    'FlateDecode',
    'RunLengthDecode',
    'CCITTFaxDecode',
    'JBIG2Decode',
    'DCTDecode',
    'JPXDecode',
  ],
]);

/** Limits and rules that hold for objects of any kind (ISO 19005-2, 6.1.6 to 6.1.13). */
export function checkObjects({ document, report }: Subject): void {
  const objects = document.context.enumerateIndirectObjects();
  if (objects.length > 8_388_607) report.add({ a: '6.1.13' }, 'more than 8,388,607 objects');
  for (const [ref, object] of objects) {
    const place = { object: label(ref) };
    const visit = (value: PDFObject): void => {
      if (value instanceof PDFRef) return;
      if (value instanceof PDFNumber) {
        const number = value.asNumber();
        if (Number.isInteger(number) && Math.abs(number) > 2_147_483_647)
          report.add({ a: '6.1.13' }, `the integer ${number} is too large`, place);
        else if (Math.abs(number) > 3.403e38) report.add({ a: '6.1.13' }, `the number ${number} is too large`, place);
      } else if (value instanceof PDFName) {
        if (nameText(value).length > 127) report.add({ a: '6.1.13' }, 'a name is longer than 127 bytes', place);
      } else if (value instanceof PDFHexString) {
        const digits = value.asString().replace(/\s/g, '');
        if (digits.length % 2 === 1 || /[^\dA-Fa-f]/.test(digits))
          report.add({ a: '6.1.6' }, 'a hexadecimal string has an odd number of digits or other characters', place);
        if (digits.length / 2 > 32_767) report.add({ a: '6.1.13' }, 'a string is longer than 32,767 bytes', place);
      } else if (value instanceof PDFString) {
        if (value.asString().length > 32_767)
          report.add({ a: '6.1.13' }, 'a string is longer than 32,767 bytes', place);
      } else if (value instanceof PDFArray) {
        for (const item of value.asArray()) visit(item);
      } else if (value instanceof PDFDict) {
        for (const [key, item] of value.entries()) {
          visit(key);
          visit(item);
        }
      }
    };
    visit(dictOf(object) ?? object);
    if (object instanceof PDFStream) checkStream(object.dict);
    function checkStream(dict: PDFDict): void {
      for (const key of ['F', 'FFilter', 'FDecodeParms']) {
        if (dict.has(toName(key))) report.add({ a: '6.1.7.1' }, `a stream has its data elsewhere (${key})`, place);
      }
      const filter = dict.lookup(toName('Filter'));
      const used =
        filter instanceof PDFArray
          ? filter.asArray().map((each) => document.context.lookup(each))
          : filter
            ? [filter]
            : [];
      for (const each of used) {
        if (!filters.has(nameOf(each)))
          report.add({ a: '6.1.7.2' }, `the filter ${nameOf(each)} is not permitted`, place);
      }
    }
  }
}
