import { createHash } from 'node:crypto';
import { PDFArray, type PDFContext, PDFDict, type PDFObject, PDFRawStream, PDFRef } from '@cantoo/pdf-lib';
import { toName } from '../finish/names.ts';
import { equalKey } from './relocatable.ts';

/**
 * Finds what a part may share with others because all that it is can be seen in its bytes: pictures, colour profiles, graphics
 * states. The key is the hash of the content: the same logo in forty chapters is in the book once.
 */
export function findShared(context: PDFContext): Map<PDFRef, string> {
  const hashes = new Map<PDFRef, string>();
  const hashOf = (ref: PDFRef): string => {
    const known = hashes.get(ref);
    if (known !== undefined) return known;
    // A circle has no end: such objects are never shared.
    hashes.set(ref, '');
    const hash = createHash('sha256');
    const object = context.lookup(ref);
    hash.update(object ? describe(object instanceof PDFRawStream ? object.dict : object) : 'null');
    if (object instanceof PDFRawStream) hash.update('stream').update(object.contents);
    const digest = hash.digest('hex').slice(0, 32);
    hashes.set(ref, digest);
    return digest;
  };
  const describe = (value: PDFObject): string => {
    if (value instanceof PDFRef) return `ref ${hashOf(value)}`;
    if (value instanceof PDFArray) return `[${value.asArray().map(describe).join(' ')}]`;
    if (!(value instanceof PDFDict)) return value.toString();
    // In the order of the names: the tab's life decides the order in which Chromium writes some dictionaries.
    const entries = value.entries().map(([key, item]) => `${key.toString()} ${describe(item)}`);
    return `<<${entries.sort().join('')}>>`;
  };
  const shared = new Map<PDFRef, string>();
  for (const [ref, object] of context.enumerateIndirectObjects())
    if (isShareable(object)) shared.set(ref, `${equalKey}${hashOf(ref)}`);
  return shared;
}

function isShareable(object: PDFObject): boolean {
  const dict = object instanceof PDFRawStream ? object.dict : object;
  if (!(dict instanceof PDFDict) || dict.has(toName('StructParent'))) return false;
  if (object instanceof PDFRawStream) return dict.get(toName('Subtype')) === toName('Image') || dict.has(toName('N'));
  const state = dict.has(toName('ca')) || dict.has(toName('CA'));
  return state && !dict.has(toName('SMask'));
}
