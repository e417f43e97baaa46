import type { Node, Position } from 'unist';
import type { VFile } from 'vfile';
import { nearest } from '../book/nearest.ts';
import { say } from '../report/message.ts';
import { brief } from './brief.ts';
import type { DataTable } from './csv.ts';

/** The names in a list with commas between; a column's own name may hold a comma. */
export function listNames({ header }: DataTable, written: string): string[] {
  if (header.some((cell) => cell.text === written)) return [written];
  return written.split(/[,，、]/).map((name) => name.trim());
}

/** The indexes of the columns of these names; undefined after a message for each unknown one. */
export function findColumns(
  { header, file }: DataTable,
  attribute: string,
  wanted: string[],
  chapter: VFile,
  place: Node | Position | undefined,
): number[] | undefined {
  const names = header.map((cell) => cell.text);
  const listed = names.length > 12 ? [...names.slice(0, 12), '…'] : names;
  const indexes = wanted.map((name) => {
    const index = names.indexOf(name);
    if (index >= 0) return index;
    const guess = nearest(name, names);
    const zh = `${attribute} 写的列“${brief(name)}”不在“${file.path}”里。${guess ? `是不是“${guess}”？` : `有这些列：${listed.join('、')}。`}`;
    const en = `The column "${brief(name)}" given as ${attribute} is not in "${file.path}". ${guess ? `Did you mean "${guess}"?` : `Its columns: ${listed.join(', ')}.`}`;
    say(chapter, 'data:unknown-column', { zh, en }, { place, severity: 'error', ...(guess && { expected: [guess] }) });
    return -1;
  });
  return indexes.includes(-1) ? undefined : indexes;
}
