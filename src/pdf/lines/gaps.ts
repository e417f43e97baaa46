import type { LineOptions } from '../../template/lines.ts';
import type { Edits } from './edits.ts';
import { halfCell, joiner, kindOf, loudMarks, sharedQuotes } from './marks.ts';
import { type Cell, isSuperscript, type RunningText } from './running-text.ts';

const sentenceEnds = '。！？．';

/** What may hang: a mark without width, and a whole cell behind it (CLREQ 3.1.6.3). */
const hangingMarks = '、，。．';

/**
 * Puts the other half of their cell to marks, where it belongs: behind a closing mark and before an opening one, but between
 * two marks only once (GB/T 15834—2011, 5.1.11; CLREQ 3.1.6.2), and not at the edge of a paragraph. At the ends of lines the
 * browser drops it: a mark there takes half a cell (5.1.10).
 */
export function addGaps({ cells, block }: RunningText, options: LineOptions, edits: Edits): void {
  const style = options.marks;
  if (style === 'half' || style === 'browser') return;
  for (const [i, cell] of cells.entries()) {
    if (!cell.text) continue;
    const before = cells[i - 1];
    const after = cells[i + 1];
    if (isLatinMark(before, cell, after)) {
      edits.wrap(cell.text, cell.at, cell.at + 1, 'latin-mark');
      continue;
    }
    const kind = kindOf(cell.character);
    if (kind === 'closing') {
      if (style === 'kaiming' && !sentenceEnds.includes(cell.character)) continue;
      if (!after || isSpace(after) || kindOf(after.character) === 'closing' || isPaired(cells, i)) continue;
      const isNote = after.element !== undefined && isSuperscript(after.element);
      if (options.hanging && !isNote && hangingMarks.includes(cell.character)) {
        edits.wrap(cell.text, cell.at, cell.at + 1, 'hang');
        edits.insert(cell.text, cell.at + 1, halfCell + halfCell);
      } else {
        // A note's mark stays with what it stands behind.
        edits.insert(cell.text, cell.at + 1, isNote ? halfCell + joiner : halfCell);
      }
    } else if (kind === 'opening') {
      const first = !before && block?.tagName === 'p' && options.openings === 'full';
      if (first) edits.insert(cell.text, cell.at, halfCell);
      if (style === 'kaiming' || !before || isSpace(before) || kindOf(before.character) !== 'other') continue;
      edits.insert(cell.text, cell.at, halfCell);
    }
  }
}

/** Whether a 问号 or 叹号 is the second of two: they fill one cell together. */
function isPaired(cells: readonly Cell[], end: number): boolean {
  let start = end + 1;
  while (start > 0 && loudMarks.includes(cells[start - 1]?.character ?? ' ')) start--;
  return (end + 1 - start) % 2 === 0 && end + 1 > start;
}

/** An apostrophe, or a quotation mark among Latin words: beside one of them on one side, a space or a Latin stop on the other. */
function isLatinMark(before: Cell | undefined, { character }: Cell, after: Cell | undefined): boolean {
  if (!sharedQuotes.includes(character)) return false;
  const inner = kindOf(character) === 'opening' ? after : before;
  const outer = kindOf(character) === 'opening' ? before : after;
  return isLatin(inner, /[\p{Script=Latin}\d]/u) && isLatin(outer, /[\p{Script=Latin}\d\s,.;:!?()-]/u);
}

function isLatin(cell: Cell | undefined, pattern: RegExp): boolean {
  return cell !== undefined && pattern.test(cell.character);
}

function isSpace({ character }: Cell): boolean {
  return /\s/.test(character);
}
