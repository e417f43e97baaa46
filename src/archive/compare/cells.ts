import { parse } from 'csv-parse/sync';
import { diffSequences } from './sequence.ts';

/** A cell that changed, or a row that came or went (`row` of the side that has it). */
export interface CellChange {
  /** From 1, as a spreadsheet counts; of the earlier table, or of the later for a row that came. */
  row: number;
  /** The head of its column; undefined for a whole row. */
  column?: string;
  /** The first cell of the row, which mostly names it. */
  label: string;
  before?: string;
  after?: string;
}

/** Rows of a CSV file; undefined if it is none. */
export function readCsv(text: string): string[][] | undefined {
  try {
    return parse(text, { bom: true, relax_column_count: true, skip_empty_lines: false }) as string[][];
  } catch {
    return undefined;
  }
}

/** A row of a Markdown table; undefined for another line. */
export function readPipeRow(line: string): string[] | undefined {
  const trimmed = line.trim();
  if (!/^\|.*\|$/.test(trimmed)) return undefined;
  return trimmed
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

/** One table against another: rows that have the same first cell, or stand at the same place, cell by cell. */
export function diffTables(before: readonly string[][], after: readonly string[][]): CellChange[] {
  const keys = (rows: readonly string[][]) => rows.map((row) => JSON.stringify(row));
  const head = before[0] ?? [];
  return diffSequences(keys(before), keys(after)).flatMap(({ aFrom, aTo, bFrom, bTo }) => {
    const [old, fresh] = [before.slice(aFrom, aTo), after.slice(bFrom, bTo)];
    return pairRows(old, fresh).flatMap(([i, j]) => {
      const [one, other] = [i === undefined ? undefined : old[i], j === undefined ? undefined : fresh[j]];
      const row = i === undefined ? bFrom + (j ?? 0) + 1 : aFrom + i + 1;
      if (one && other) return diffRow(row, head, one, other);
      const label = (one ?? other)?.[0] ?? '';
      return [{ row, label, ...(one && { before: one.join('，') }), ...(other && { after: other.join('，') }) }];
    });
  });
}

function pairRows(old: readonly string[][], fresh: readonly string[][]): [number | undefined, number | undefined][] {
  const labels = (rows: readonly string[][]) => rows.map((row) => row[0] ?? '');
  const pairs: [number | undefined, number | undefined][] = [];
  let [i, j] = [0, 0];
  const hunks = diffSequences(labels(old), labels(fresh));
  for (const { aFrom, aTo, bTo } of [
    ...hunks,
    { aFrom: old.length, aTo: old.length, bFrom: fresh.length, bTo: fresh.length },
  ]) {
    while (i < aFrom) pairs.push([i++, j++]);
    // As many of one as of the other have been renamed.
    while (i < aTo && j < bTo) pairs.push([i++, j++]);
    while (i < aTo) pairs.push([i++, undefined]);
    while (j < bTo) pairs.push([undefined, j++]);
  }
  return pairs;
}

function diffRow(
  row: number,
  head: readonly string[],
  before: readonly string[],
  after: readonly string[],
): CellChange[] {
  const count = Math.max(before.length, after.length);
  return Array.from({ length: count }, (_, i) => i).flatMap((i) => {
    const [one, other] = [before[i], after[i]];
    if (one === other) return [];
    const column = head[i] || String(i + 1);
    return [
      {
        row,
        column,
        label: before[0] ?? '',
        ...(one !== undefined && { before: one }),
        ...(other !== undefined && { after: other }),
      },
    ];
  });
}
