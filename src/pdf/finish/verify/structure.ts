import { PDFDict, PDFHexString, PDFString } from '@cantoo/pdf-lib';
import { toName } from '../names.ts';
import { standardTypes } from '../tags/structure-types.ts';
import type { Node, StructureReader } from './structure-reader.ts';
import { label, type Subject } from './subject.ts';

const languageTag = /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/;

/** The tree as such: there, of known types, its links up and down agreeing (ISO 19005-2, 6.7; ISO 14289-1, 7.1). */
export function checkStructure({ document, report }: Subject, structure: StructureReader): void {
  if (!structure.root) {
    report.add({ a: '6.7.3.3', ua: '7.1' }, 'the file has no structure tree');
    return;
  }
  for (const [from, to] of structure.roles) {
    // PDF/A minds only a standard type that loses its meaning, PDF/UA any that is mapped.
    const lost = !standardTypes.has(structure.standardType(to));
    if (standardTypes.has(from)) {
      report.add({ ...(lost && { a: '6.7.3.4' }), ua: '7.1' }, `the standard type ${from} is mapped to ${to}`);
    }
    const seen = new Set([from]);
    for (let next: string | undefined = to; next !== undefined; next = structure.roles.get(next)) {
      if (seen.has(next)) {
        report.add({ a: '6.7.3.4', ua: '7.1' }, `the role map runs in a circle at ${next}`);
        break;
      }
      seen.add(next);
    }
  }
  checkLanguage(document.catalog, {});
  for (const node of structure.nodes) {
    const place = { object: placeOf(node) };
    if (!standardTypes.has(node.type))
      report.add({ a: '6.7.3.4', ua: '7.1' }, `the type ${node.written} is mapped to no standard type`, place);
    const parent = node.dict.lookup(toName('P'));
    if (!(parent instanceof PDFDict)) report.add({ ua: '7.1' }, 'a tag does not name its parent', place);
    else if (parent !== (node.parent?.dict ?? structure.root))
      report.add({ a: 'kanben', ua: 'kanben' }, 'a tag names another parent than the one that holds it', place);
    checkLanguage(node.dict, place);
  }

  function checkLanguage(dict: PDFDict, place: { object?: string }): void {
    const value = dict.lookup(toName('Lang'));
    if (!(value instanceof PDFString || value instanceof PDFHexString)) return;
    const text = value.decodeText();
    if (text === '' && dict === document.catalog)
      report.add({ ua: '7.2' }, 'the language of the document is empty', place);
    else if (!languageTag.test(text))
      report.add({ ...(text !== '' && { a: '6.7.4' }), ua: '7.2' }, `"${text}" is no language tag`, place);
  }
}

export function placeOf(node: Node): string {
  return [label(node.ref), node.written].filter(Boolean).join(' ');
}
