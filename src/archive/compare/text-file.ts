import { type CellChange, diffTables, readCsv, readPipeRow } from './cells.ts';
import { diffSequences } from './sequence.ts';
import { diffWords, type Piece } from './words.ts';

/** A paragraph, line or table of a text file that changed. */
export interface TextChange {
  /** The line from 1 in the earlier and in the later file; where nothing is, the line before which it would be. */
  lineBefore: number;
  lineAfter: number;
  /** By words; empty for a table. */
  pieces: Piece[];
  /** By cells, in a table. */
  cells: CellChange[];
}

/** A Markdown, YAML or other text file, line by line and within a line by words; tables by cells. */
export function diffTextFile(before: string, after: string): TextChange[] {
  const [a, b] = [before.split(/\r?\n/), after.split(/\r?\n/)];
  return diffSequences(a, b).flatMap((hunk): TextChange[] => {
    const [old, fresh] = [a.slice(hunk.aFrom, hunk.aTo), b.slice(hunk.bFrom, hunk.bTo)];
    const place = { lineBefore: hunk.aFrom + 1, lineAfter: hunk.bFrom + 1 };
    const tables = [old, fresh].map((lines) => lines.map(readPipeRow));
    const rows = tables.map((lines) => lines.filter((row) => row !== undefined)) as [string[][], string[][]];
    if (tables.flat().every((row) => row !== undefined)) {
      return [{ ...place, pieces: [], cells: inTable(headOf(a, hunk.aFrom), rows, hunk.aFrom, hunk.bFrom) }];
    }
    if (old.length === fresh.length) {
      // As many lines as before: each is most likely the same line, edited.
      return old.flatMap((line, i) =>
        line === fresh[i]
          ? []
          : [
              {
                lineBefore: hunk.aFrom + i + 1,
                lineAfter: hunk.bFrom + i + 1,
                pieces: diffWords(line, fresh[i] ?? ''),
                cells: [],
              },
            ],
      );
    }
    return [{ ...place, pieces: diffWords(old.join('\n'), fresh.join('\n')), cells: [] }];
  });
}

/** A CSV file by cells; as text if it cannot be read. */
export function diffCsvFile(before: string, after: string): TextChange[] {
  const [a, b] = [readCsv(before), readCsv(after)];
  if (!a || !b) return diffTextFile(before, after);
  return diffTables(a, b).map((cell) => ({ lineBefore: cell.row, lineAfter: cell.row, pieces: [], cells: [cell] }));
}

/** The head row of the Markdown table that a line is in. */
function headOf(lines: readonly string[], at: number): string[] {
  let first = at;
  while (first > 0 && readPipeRow(lines[first - 1] ?? '')) first--;
  return readPipeRow(lines[first] ?? '') ?? [];
}

function inTable(head: string[], [old, fresh]: [string[][], string[][]], aFrom: number, bFrom: number): CellChange[] {
  const offset = old.length > 0 ? aFrom : bFrom;
  // The head goes before both, so that columns have names; rows are told by their line in the file.
  return diffTables([head, ...old], [head, ...fresh]).map((cell) => ({ ...cell, row: cell.row - 1 + offset }));
}
