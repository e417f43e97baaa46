import type { PDFDocument } from '@cantoo/pdf-lib';
import { type Kid, newTag, type Tag, tagsBelow } from './tree.ts';

/** Ruby is a base and its reading, in this order (ISO 32000-1, table 338); a word read by the character becomes several. */
export function tagRuby(document: PDFDocument, tree: Tag): void {
  for (const tag of [tree, ...tagsBelow(tree)]) tag.kids = tag.kids.flatMap((kid) => split(document, kid));
}

function split(document: PDFDocument, kid: Kid): Kid[] {
  if (kid.kind !== 'tag' || kid.role !== 'Ruby') return [kid];
  const pairs: Tag[] = [];
  let base: Kid[] = [];
  for (const part of kid.kids) {
    if (part.kind !== 'tag' || part.role !== 'RT') {
      base.push(part);
      continue;
    }
    const parts = [newTag(document, 'RB', base), part];
    pairs.push(pairs.length === 0 ? { ...kid, kids: parts } : newTag(document, 'Ruby', parts));
    base = [];
  }
  return [...pairs, ...base];
}
