import type { Node, Table } from 'mdast';
import type { VFile } from 'vfile';
import { say } from '../report/message.ts';
import type { AttributeList } from './attribute-list.ts';
import { figureClasses } from './figure-options.ts';
import { checkAttributes, type KnownAttributes, oneOf } from './known-attributes.ts';

/** How a table is set. */
export interface TableOptions {
  /** The widths of the columns, relative to each other. */
  widths?: number[];
  /** 单位：亿元, above the table at the right. */
  units?: string;
  headerRows: number;
  headerColumns: number;
  classes: string[];
}

declare module 'mdast' {
  interface TableData {
    options?: TableOptions;
  }
}

/** What may stand behind `表：…`, before a table without caption, and in `::table`. */
export const tableAttributes: KnownAttributes = {
  what: { zh: '表', en: 'table' },
  classes: ['grid', 'span', 'landscape'],
  values: {
    widths: {
      allowed: /^[1-9]\d*(?:\.\d+)?(?:[\s,，]+[1-9]\d*(?:\.\d+)?)*$/,
      hint: { zh: '各列的宽窄之比，如 "3 1 1"', en: 'the proportions of the columns, as "3 1 1"' },
    },
    units: { allowed: /\S/, hint: { zh: '单位，如 亿元', en: 'the unit, as "million tonnes"' } },
    'header-rows': { allowed: /^[1-5]$/, hint: { zh: '1 到 5', en: '1 to 5' } },
    'header-columns': { allowed: /^[0-3]$/, hint: { zh: '0 到 3', en: '0 to 3' } },
    place: oneOf('here', 'page'),
  },
};

/** Only a figure can stand on a page of its own. */
const { place: _, ...plainValues } = tableAttributes.values;
const uncaptioned: KnownAttributes = { ...tableAttributes, classes: ['grid', 'span'], values: plainValues };

/** Reads the attribute list of `holder` for its table, and returns the classes of the figure. */
export function takeTableAttributes(table: Table, holder: Node, file: VFile): string[] {
  const list = holder.data?.attributes;
  if (!list) return [];
  const known = checkAttributes(list, holder === table ? uncaptioned : tableAttributes, file, holder);
  setTableOptions(table, known, holder, file);
  return figureClasses({ ...known, classes: known.classes.filter((name) => name === 'landscape') });
}

/** Gives a table the options of a checked list. */
export function setTableOptions(table: Table, { classes, values }: AttributeList, holder: Node, file: VFile): void {
  const columns = table.children[0]?.children.length ?? 0;
  const rows = table.children.length;
  const widths = values.widths?.split(/[\s,，]+/).map(Number);
  if (widths && widths.length !== columns) {
    const zh = `widths 写了 ${widths.length} 个宽度，表有 ${columns} 列。请每列写一个。`;
    const en = `There are ${widths.length} widths for ${columns} columns. Write one for each.`;
    say(file, 'document:table-widths', { zh, en }, { place: holder, severity: 'error' });
  }
  const headerRows = Number(values['header-rows'] ?? 1);
  if (headerRows >= rows && values['header-rows']) {
    const zh = `header-rows=${headerRows}，可是表只有 ${rows} 行，没有表身了。请改小。`;
    const en = `With header-rows=${headerRows} a table of ${rows} rows has no body. Make it less.`;
    say(file, 'document:table-header', { zh, en }, { place: holder, severity: 'error' });
  }
  table.data = {
    ...table.data,
    options: {
      ...(widths?.length === columns && { widths }),
      ...(values.units && { units: values.units }),
      headerRows,
      headerColumns: Number(values['header-columns'] ?? 0),
      classes: classes.filter((name) => name === 'grid'),
    },
  };
}
