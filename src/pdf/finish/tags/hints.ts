import { PDFHexString, PDFString } from '@cantoo/pdf-lib';
import { readHint } from '../../tag-hints.ts';
import { toName } from '../names.ts';
import { type Tag, tagsBelow } from './tree.ts';

/** What each hint becomes; a note's list has no tag of its own (see notes.ts). */
const roles = {
  contents: 'TOC',
  note: 'Note',
  formula: 'Formula',
  span: 'Span',
  latin: 'Span',
  terms: 'L',
  term: 'Lbl',
  meaning: 'LBody',
} as const;

/**
 * Gives tags the roles that the HTML hinted at (see ../../tag-hints.ts), formulas their TeX as alternative text, and every
 * language its own name again; one that does not differ from its surroundings is taken out.
 */
export function readHints(tree: Tag, language: string, formulas: ReadonlyMap<string, string>): void {
  const walk = (tag: Tag, around: string): void => {
    const { dict } = tag;
    const value = dict.lookup(toName('Lang'));
    let own = around;
    if (value instanceof PDFString || value instanceof PDFHexString) {
      const read = readHint(value.decodeText());
      own = read.hint === 'latin' ? 'en' : read.language;
      if (own === around) dict.delete(toName('Lang'));
      else dict.set(toName('Lang'), PDFString.of(own));
      if (read.hint) tag.role = roles[read.hint];
      if (read.hint === 'formula') {
        dict.set(toName('Alt'), PDFHexString.fromText(formulas.get(read.detail ?? '') ?? ''));
      }
    }
    for (const kid of tag.kids) if (kid.kind === 'tag') walk(kid, own);
  };
  walk(tree, '');
  tree.dict.set(toName('Lang'), PDFString.of(language));
  // Whatever carried no language at the root is in the book's.
  for (const tag of tagsBelow(tree)) {
    const value = tag.dict.lookup(toName('Lang'));
    if (value instanceof PDFString && value.asString() === '') tag.dict.delete(toName('Lang'));
  }
}
