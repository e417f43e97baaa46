import type { Edits } from './edits.ts';
import type { RunningText } from './running-text.ts';

/**
 * A dash fills a cell, two of them two (一字线, 破折号: GB/T 15834—2011, 5.1.4, 5.1.6): in the fonts a single one is a Latin dash, a
 * little narrower, and two are joined to one sign only where nothing is put between characters.
 */
export function widenDashes({ cells }: RunningText, edits: Edits): void {
  for (const [i, cell] of cells.entries()) {
    if (!cell.text || cell.character !== '—' || cells[i - 1]?.character === '—') continue;
    const joined = cells[i + 1]?.character === '—' && cells[i + 1]?.text === cell.text;
    edits.wrap(cell.text, cell.at, cell.at + (joined ? 2 : 1), 'one-cell');
  }
}
