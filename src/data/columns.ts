import type { Node } from 'unist';
import type { VFile } from 'vfile';
import type { AttributeList } from '../markdown/attribute-list.ts';
import { oneOf, type ValueRule } from '../markdown/known-attributes.ts';
import { findColumns, listNames } from './column-names.ts';
import type { Cell, DataTable } from './csv.ts';
import { type NumberFormat, rewriteNumber, type Separator, separators } from './number-format.ts';

/** What `::table` may say of the columns and numbers of its data. */
export const columnAttributes: Record<string, ValueRule> = {
  columns: { allowed: /\S/, hint: { zh: '要的列，如 "指标,数值"', en: 'the columns wanted, as "name,value"' } },
  group: oneOf(...separators.keys()),
  decimals: { allowed: /^[0-6]$/, hint: { zh: '小数位数 0 到 6', en: 'a number of decimals, 0 to 6' } },
};

/** The columns that are asked for, in the order asked for, their numbers written as asked for; undefined after a message. */
export function chooseColumns(
  data: DataTable,
  { values }: AttributeList,
  headerRows: number,
  chapter: VFile,
  place: Node,
): DataTable | undefined {
  const chosen = values.columns
    ? findColumns(data, 'columns', listNames(data, values.columns), chapter, place)
    : data.header.keys();
  if (!chosen) return undefined;
  const format: NumberFormat = {
    ...(values.group && { group: separators.get(values.group) as Separator }),
    ...(values.decimals && { decimals: Number(values.decimals) }),
  };
  const rows = data.rows.slice(headerRows - 1);
  const columns = [...chosen].map((index) => {
    // A year is no quantity.
    const isYear = rows.every((row) => /^(?:1[5-9]|20)\d\d$/.test(row[index]?.text ?? ''));
    return { index, format: isYear ? {} : format };
  });
  const take = (row: Cell[], change: boolean): Cell[] =>
    columns.map(({ index, format }) => {
      const cell = row[index] as Cell;
      return change ? { ...cell, text: rewriteNumber(cell.text, format) } : cell;
    });
  return {
    file: data.file,
    header: take(data.header, false),
    rows: data.rows.map((row, i) => take(row, i >= headerRows - 1)),
  };
}
