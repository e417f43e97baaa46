import { PDFArray, PDFDict, type PDFDocument, PDFNumber } from '@cantoo/pdf-lib';
import { toName } from '../names.ts';
import { type Tag, tagsBelow } from './tree.ts';

/**
 * A figure of a table and its caption becomes a table with a caption, its first kid (ISO 32000-1, table 337). The many
 * attribute dictionaries that Chromium writes for a cell become one, without what is so anyway.
 */
export function tidyTables(document: PDFDocument, tree: Tag): void {
  for (const tag of [...tagsBelow(tree)]) {
    if (tag.role === 'Figure') liftCaption(tag);
    if (tag.role === 'TH' || tag.role === 'TD') joinAttributes(document, tag);
  }
}

function liftCaption(figure: Tag): void {
  // What is turned on its side has a box of its own in the figure.
  const [only] = figure.kids;
  if (figure.kids.length === 1 && only?.kind === 'tag' && only.role === 'NonStruct') figure.kids = only.kids;
  const table = figure.kids.find((kid): kid is Tag => kind(kid) === 'Table');
  if (!table) return;
  figure.role = 'Div';
  figure.dict.delete(toName('Alt'));
  const caption = figure.kids.find((kid) => kind(kid) === 'Caption');
  if (!caption || table.kids.some((kid) => kind(kid) === 'Caption')) return;
  figure.kids = figure.kids.filter((kid) => kid !== caption);
  table.kids.unshift(caption);
}

function kind(kid: Tag['kids'][number]): string | undefined {
  return kid.kind === 'tag' ? kid.role : undefined;
}

function joinAttributes(document: PDFDocument, { dict }: Tag): void {
  const list = dict.lookup(toName('A'));
  if (!(list instanceof PDFArray)) return;
  const joined = document.context.obj({ O: 'Table' }) as PDFDict;
  for (let i = 0; i < list.size(); i++) {
    const part = list.lookup(i);
    if (!(part instanceof PDFDict) || part.get(toName('O')) !== toName('Table')) return;
    for (const [key, value] of part.entries()) {
      const span = key === toName('RowSpan') || key === toName('ColSpan');
      if (span && value instanceof PDFNumber && value.asNumber() === 1) continue;
      if (key === toName('Headers') && value instanceof PDFArray && value.size() === 0) continue;
      joined.set(key, value);
    }
  }
  if (joined.keys().length > 1) dict.set(toName('A'), joined);
  else dict.delete(toName('A'));
}
