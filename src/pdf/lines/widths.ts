import type { Edits } from './edits.ts';
import type { RunningText } from './running-text.ts';

/** A single dash fills a cell (一字线, GB/T 15834—2011, 5.1.6): in the fonts it is a Latin dash, a little narrower. Two are one sign already. */
export function widenDashes({ cells }: RunningText, edits: Edits): void {
  for (const [i, cell] of cells.entries()) {
    if (!cell.text || cell.character !== '—') continue;
    if (cells[i - 1]?.character === '—' || cells[i + 1]?.character === '—') continue;
    edits.wrap(cell.text, cell.at, cell.at + 1, 'one-cell');
  }
}
