import type { Position } from 'unist';
import type { VFile } from 'vfile';
import { say } from '../report/message.ts';
import { brief } from './brief.ts';
import { findColumns, listNames } from './column-names.ts';
import type { DataTable } from './csv.ts';
import { numberOf } from './number.ts';

/** 柱形图、折线图、饼图、堆积柱形图、散点图 */
export const chartTypes = ['bar', 'line', 'pie', 'stacked', 'scatter'] as const;
export type ChartType = (typeof chartTypes)[number];

/** One column drawn: its values and the cells as written. */
export interface Series {
  name: string;
  values: number[];
  written: string[];
}

/** What a chart shows. */
export interface ChartData {
  type: ChartType;
  caption: string;
  x: Series;
  series: Series[];
  /** The values are percentages. */
  percent: boolean;
}

export interface ChartRequest {
  type: ChartType;
  caption: string;
  x: string;
  y: string;
}

/** Takes the columns that a chart names from its data. undefined after messages, all at once. */
export function chartData(
  { type, caption, x, y }: ChartRequest,
  data: DataTable,
  chapter: VFile,
  place: Position | undefined,
): ChartData | undefined {
  const names = data.header.map((cell) => cell.text);
  const across = findColumns(data, 'x', [x], chapter, place)?.[0];
  const up = findColumns(data, 'y', listNames(data, y), chapter, place);
  if (across === undefined || !up) return undefined;
  if (type === 'pie' && up.length > 1) {
    const zh = `饼图只能画一列，y 写了 ${up.length} 列。请只留一列，或改用 type=stacked。`;
    const en = `A pie shows one column, and y names ${up.length}. Keep one, or use type=stacked.`;
    say(chapter, 'data:pie-columns', { zh, en }, { place, severity: 'error' });
    return undefined;
  }
  const percent = data.rows.every((row) => up.every((index) => /[%％]$/.test(row[index]?.text ?? '')));
  const numbers = (index: number) => readNumbers(data, index, { percent, positive: type === 'pie' });
  const written = data.rows.map((row) => row[across]?.text ?? '');
  const xValues = type === 'scatter' ? readNumbers(data, across, { percent: false, positive: false }) : [];
  const series = up.map((index) => ({
    name: names[index] ?? '',
    values: numbers(index),
    written: data.rows.map((row) => row[index]?.text ?? ''),
  }));
  if ([xValues, ...series.map(({ values }) => values)].some((values) => values.includes(Number.NaN))) return undefined;
  return { type, caption, x: { name: x, values: xValues, written }, series, percent };
}

/** The same chart with its texts changed. */
export function withTexts(chart: ChartData, change: (text: string) => string): ChartData {
  const changed = ({ name, values, written }: Series): Series => ({
    name: change(name),
    values,
    written: written.map(change),
  });
  return { ...chart, caption: change(chart.caption), x: changed(chart.x), series: chart.series.map(changed) };
}

/** The numbers of a column; NaN, after a message at the cell, for what is none. */
function readNumbers(
  { file, header, rows }: DataTable,
  index: number,
  { percent, positive }: { percent: boolean; positive: boolean },
): number[] {
  const name = header[index]?.text ?? '';
  return rows.map((row) => {
    const { text = '', position } = row[index] ?? {};
    const value = numberOf(percent ? text.replace(/\s?[%％]$/, '') : text);
    if (value !== undefined && (value >= 0 || !positive)) return value;
    const shown = brief(text);
    const zh =
      value !== undefined
        ? `“${name}”列的“${shown}”是负数，饼图画不出来。请改用 type=bar。`
        : text === ''
          ? `“${name}”列这一格是空的，画不成图。请写上数，或删去这一行。`
          : `“${name}”列的“${shown}”不是数，画不成图。请只写数，单位写进表头；百分号要整列都有。`;
    const en =
      value !== undefined
        ? `The value "${shown}" of column "${name}" is negative, which a pie cannot show. Use type=bar.`
        : text === ''
          ? `The cell of column "${name}" is empty and cannot be drawn. Write a number, or delete the row.`
          : `The cell "${shown}" of column "${name}" is no number. Write the unit in the header; percent signs in all cells or none.`;
    // Two charts of one column are told its problems once.
    if (!file.messages.some(({ reason, place }) => reason === zh && place === position))
      say(file, 'data:not-a-number', { zh, en }, { place: position, severity: 'error', actual: text });
    return Number.NaN;
  });
}
