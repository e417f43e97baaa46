import type { Element, ElementContent } from 'hast';
import type { Table, TableCell, TableRow } from 'mdast';
import type { State } from 'mdast-util-to-hast';
import type { TableOptions } from '../markdown/table-options.ts';
import { alignDecimals } from './decimal-columns.ts';

const plain: TableOptions = { headerRows: 1, headerColumns: 0, classes: [] };

/**
 * mdast table → `<table>` with its header rows and columns, merged cells and column widths, and its 单位 line before it. Each
 * header cell says what it heads: with the column groups and row groups that are made here, `scope` is enough, and no cell
 * needs `headers`.
 */
export function table(state: State, node: Table): ElementContent[] {
  const options = node.data?.options ?? plain;
  const cells = node.children.map((row, y) => rowCells(state, node, row, y, options));
  alignDecimals(cells.slice(options.headerRows), cells.slice(0, options.headerRows), node.align ?? []);
  const rows = cells.map((each, y) => rowElement(state, node.children[y] as TableRow, each));
  const head = rows.slice(0, options.headerRows);
  const element: Element = {
    type: 'element',
    tagName: 'table',
    properties: options.classes.length > 0 ? { className: options.classes } : {},
    children: state.wrap(
      [
        ...columnGroups(node, options),
        ...section(state, 'thead', head),
        ...rowGroups(node, options).flatMap(([from, to]) => section(state, 'tbody', rows.slice(from, to))),
      ],
      true,
    ),
  };
  state.patch(node, element);
  const done = state.applyData(node, element) as Element;
  if (options.units === undefined) return [done];
  const units: Element = {
    type: 'element',
    tagName: 'p',
    properties: { className: ['units'] },
    children: [{ type: 'text', value: options.units }],
  };
  return [units, { type: 'text', value: '\n' }, done];
}

function section(state: State, tagName: 'thead' | 'tbody', rows: Element[]): Element[] {
  if (rows.length === 0) return [];
  return [{ type: 'element', tagName, properties: {}, children: state.wrap(rows, true) }];
}

function rowElement(state: State, row: TableRow, cells: (Element | undefined)[]): Element {
  const children = cells.filter((cell) => cell !== undefined);
  const element: Element = { type: 'element', tagName: 'tr', properties: {}, children };
  state.patch(row, element);
  return element;
}

/** The cells of a row by column; undefined where a cell is filled by another. */
function rowCells(
  state: State,
  { align, children: [first] }: Table,
  row: TableRow,
  y: number,
  { headerRows, headerColumns }: TableOptions,
): (Element | undefined)[] {
  const width = Math.max(align?.length ?? 0, first?.children.length ?? 0);
  return Array.from({ length: width }, (_, x) => {
    const cell: TableCell = row.children[x] ?? { type: 'tableCell', children: [] };
    if (cell.data?.covered) return undefined;
    const { rows = 1, columns = 1 } = cell.data?.span ?? {};
    const heads = y < headerRows || x < headerColumns;
    // What heads several columns is centred over them.
    const side = y < headerRows && columns > 1 ? 'center' : align?.[x];
    const element: Element = {
      type: 'element',
      tagName: heads ? 'th' : 'td',
      properties: {
        ...(side && { className: [`align-${side}`] }),
        ...(columns > 1 && { colSpan: columns }),
        ...(rows > 1 && { rowSpan: rows }),
        ...(heads && { scope: y < headerRows ? (columns > 1 ? 'colgroup' : 'col') : rows > 1 ? 'rowgroup' : 'row' }),
      },
      children: state.all(cell),
    };
    state.patch(cell, element);
    return element;
  });
}

/** One group of columns for each cell of the first header row, so that one that heads several may say so. */
function columnGroups(node: Table, { widths, headerRows }: TableOptions): Element[] {
  const top = headerRows > 0 ? (node.children[0]?.children ?? []) : [];
  const grouped = top.some((cell) => (cell.data?.span?.columns ?? 1) > 1);
  if (!widths && !grouped) return [];
  const total = widths?.reduce((sum, width) => sum + width, 0) ?? 1;
  const column = (x: number): Element => ({
    type: 'element',
    tagName: 'col',
    properties: widths ? { dataWidth: `${Math.round(((widths[x] ?? 1) / total) * 10_000) / 100}%` } : {},
    children: [],
  });
  const group = (from: number, to: number): Element => ({
    type: 'element',
    tagName: 'colgroup',
    properties: {},
    children: Array.from({ length: to - from }, (_, i) => column(from + i)),
  });
  const starts = grouped ? top.flatMap((cell, x) => (cell.data?.covered ? [] : [x])) : [0];
  return starts.map((from, i) => group(from, starts[i + 1] ?? top.length));
}

/** Where the bodies of a table begin and end: one for each cell of the first header column, if some head several rows. */
function rowGroups(node: Table, { headerRows, headerColumns }: TableOptions): [from: number, to: number][] {
  const rows = node.children;
  const firsts = rows.map((row) => row.children[0]?.data);
  const grouped = headerColumns > 0 && firsts.slice(headerRows).some((data) => (data?.span?.rows ?? 1) > 1);
  const starts = rows.flatMap((_, y) =>
    y === headerRows || (grouped && y > headerRows && !firsts[y]?.covered) ? [y] : [],
  );
  return starts.map((from, i) => [from, starts[i + 1] ?? rows.length]);
}
