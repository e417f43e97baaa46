import type { Table, TableCell } from 'mdast';
import type { Cell, DataTable } from './csv.ts';
import { isBlank, isNumeric } from './number.ts';

/** A data file as a table of the text. Columns of numbers are set to the right. */
export function tableOf({ header, rows }: DataTable, headerRows = 1): Table {
  return {
    type: 'table',
    align: header.map((_, i) =>
      isNumberColumn(rows.slice(headerRows - 1).map((row) => row[i]?.text ?? '')) ? 'right' : null,
    ),
    children: [header, ...rows].map((cells) => ({ type: 'tableRow', children: cells.map(tableCell) })),
  };
}

function tableCell({ text, position }: Cell): TableCell {
  return { type: 'tableCell', children: text === '' ? [] : [{ type: 'text', value: text, position }], position };
}

function isNumberColumn(texts: string[]): boolean {
  return texts.some(isNumeric) && texts.every((text) => isNumeric(text) || isBlank(text));
}
