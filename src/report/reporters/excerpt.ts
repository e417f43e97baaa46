import { displayWidth } from '../display-width.ts';

/** At most so many UTF-16 units of a line are shown on either side of the place. */
const around = 40;

/**
 * The source line of a message with a caret under the place, at the column where a terminal shows it: Han characters take
 * two columns. Long lines are cut on both sides. Columns are UTF-16 units from 1.
 */
export function excerpt(line: string, column: number, endColumn: number): { text: string; marks: string } {
  const start = Math.min(Math.max(column - 1, 0), line.length);
  const end = Math.min(Math.max(endColumn - 1, start), line.length);
  const from = safe(line, start > around + 8 ? start - around : 0);
  const to = safe(line, Math.min(line.length, Math.max(end, start) + around));
  const shown = line.slice(from, to).replaceAll('\t', ' ');
  const before = shown.slice(0, start - from);
  const marked = shown.slice(start - from, end - from);
  const head = from > 0 ? '…' : '';
  return {
    text: `${head}${shown}${to < line.length ? '…' : ''}`,
    marks: ' '.repeat(head.length + displayWidth(before)) + '^'.repeat(Math.max(1, displayWidth(marked))),
  };
}

/** Not between the halves of a surrogate pair. */
function safe(line: string, index: number): number {
  return /[\uDC00-\uDFFF]/.test(line[index] ?? '') ? index - 1 : index;
}
