import { PDFArray, PDFDict, PDFHexString, type PDFObject, PDFString } from '@cantoo/pdf-lib';
import { toName } from '../names.ts';
import type { Clauses } from './finding.ts';
import type { Node } from './structure-reader.ts';
import { nameOf, numberOf } from './subject.ts';

/** The grid of a table: as many columns in every row, no cell over another, headers that can be found (ISO 14289-1, 7.2 and 7.5). */
export function checkTable(table: Node, fault: (clauses: Clauses, problem: string) => void): void {
  const types = table.kids.map((kid) => kid.type);
  const count = (type: string) => types.filter((each) => each === type).length;
  if (count('THead') > 1) fault({ ua: '7.2' }, 'a table has two THead');
  if (count('TFoot') > 1) fault({ ua: '7.2' }, 'a table has two TFoot');
  if ((count('THead') > 0 || count('TFoot') > 0) && count('TBody') === 0)
    fault({ ua: '7.2' }, 'a table with THead or TFoot has no TBody');
  if (count('Caption') > 1) fault({ ua: '7.2' }, 'a table has two captions');
  if (types.slice(1, -1).includes('Caption')) fault({ ua: '7.2' }, 'the caption of a table is neither first nor last');

  const rows = table.kids.flatMap((kid) => (kid.type === 'TR' ? [kid] : kid.kids.filter((row) => row.type === 'TR')));
  const taken: boolean[][] = rows.map(() => []);
  let overlaps = false;
  for (const [r, row] of rows.entries()) {
    let column = 0;
    for (const cell of row.kids) {
      while (taken[r]?.[column]) column++;
      const [height, width] = [spanOf(cell, 'RowSpan'), spanOf(cell, 'ColSpan')];
      if (r + height > rows.length) fault({ ua: '7.2' }, `a cell of row ${r + 1} reaches below the table`);
      for (let y = r; y < Math.min(r + height, rows.length); y++) {
        for (let x = column; x < column + width; x++) {
          if (taken[y]?.[x]) overlaps = true;
          (taken[y] as boolean[])[x] = true;
        }
      }
    }
  }
  if (overlaps) fault({ ua: '7.2' }, 'cells of a table lie over each other');
  const widths = taken.map((row) => row.filter(Boolean).length);
  const odd = widths.findIndex((width) => width !== widths[0]);
  if (odd > 0) fault({ ua: '7.2' }, `rows 1 and ${odd + 1} of a table have ${widths[0]} and ${widths[odd]} columns`);

  const cells = rows.flatMap((row) => row.kids);
  const headers = cells.filter((cell) => cell.type === 'TH');
  const ids = new Set(headers.map((cell) => textOf(cell.dict.lookup(toName('ID')))));
  if (headers.length === 0 || headers.every((cell) => nameOf(attribute(cell, 'Scope')) !== '')) return;
  for (const cell of cells) {
    const named = attribute(cell, 'Headers');
    const found = named instanceof PDFArray && named.asArray().some((_, i) => ids.has(textOf(named.lookup(i))));
    if (cell.type === 'TD' && !found) {
      fault({ ua: '7.5' }, 'header cells have no Scope, and a data cell does not name its headers');
      return;
    }
  }
}

function spanOf(cell: Node, key: string): number {
  return Math.max(1, numberOf(attribute(cell, key)) ?? 1);
}

/** An attribute of a cell, in one dictionary or a list of them. */
function attribute({ dict }: Node, key: string): PDFObject | undefined {
  const attributes = dict.lookup(toName('A'));
  const list = attributes instanceof PDFArray ? attributes.asArray().map((_, i) => attributes.lookup(i)) : [attributes];
  for (const each of list) {
    const value = each instanceof PDFDict ? each.lookup(toName(key)) : undefined;
    if (value) return value;
  }
  return undefined;
}

function textOf(value: PDFObject | undefined): string {
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : '';
}
