import type { LineOptions } from '../../template/lines.ts';
import type { Edits } from './edits.ts';
import { centredInVertical, halfCell, joiner, kindOf, loudMarks, sharedQuotes } from './marks.ts';
import { type Cell, isSuperscript, type RunningText } from './running-text.ts';

const sentenceEnds = '。！？．';

/** What may hang: a mark without width, and a whole cell behind it (CLREQ 3.1.6.3). */
const hangingMarks = '、，。．';

/**
 * Puts the other half of their cell to marks, where it belongs: behind a closing mark and before an opening one, but between
 * two marks only once (GB/T 15834—2011, 5.1.11; CLREQ 3.1.6.2), and not at the edge of a paragraph. At the ends of lines the
 * browser drops it: a mark there takes half a cell (5.1.10).
 */
export function addGaps(text: RunningText, options: LineOptions, edits: Edits): void {
  if (options.marks === 'browser') return;
  if (options.vertical) halveInVertical(text, options, edits);
  else if (options.marks !== 'half') addHorizontalGaps(text, options, edits);
}

function addHorizontalGaps({ cells, block }: RunningText, options: LineOptions, edits: Edits): void {
  const style = options.marks;
  for (const [i, cell] of cells.entries()) {
    if (!cell.text || !cell.halved) continue;
    const before = cells[i - 1];
    const after = cells[i + 1];
    if (isLatinMark(before, cell, after)) {
      edits.wrap(cell.text, cell.at, cell.at + 1, 'latin-mark');
      continue;
    }
    const kind = kindOf(cell.character);
    if (kind === 'closing') {
      if (!after || !hasGapBehind(cells, i, style) || isPaired(cells, i)) continue;
      const isNote = isNoteMark(after);
      if (options.hanging && !isNote && hangingMarks.includes(cell.character)) {
        edits.wrap(cell.text, cell.at, cell.at + 1, 'hang');
        edits.insert(cell.text, cell.at + 1, halfCell + halfCell);
      } else {
        edits.insert(cell.text, cell.at + 1, isNote ? halfCell + joiner : halfCell);
      }
    } else if (kind === 'opening') {
      if (isFullOpening(cells, i, block, options)) edits.insert(cell.text, cell.at, halfCell);
      if (hasGapBefore(cells, i, style)) edits.insert(cell.text, cell.at, halfCell);
    }
  }
}

/**
 * The same in vertical lines, where fonts have no halves that the browser would take: there a span draws in the mark, and its gap,
 * by half a cell (`linesCss`). Marks in the middle of their cell stay whole.
 */
function halveInVertical({ cells, block }: RunningText, options: LineOptions, edits: Edits): void {
  const style = options.marks;
  for (const [i, cell] of cells.entries()) {
    if (!cell.text || !cell.halved || centredInVertical.includes(cell.character)) continue;
    const after = cells[i + 1];
    const kind = kindOf(cell.character);
    if (kind === 'closing') {
      const gap = after && hasGapBehind(cells, i, style) ? halfCell + (isNoteMark(after) ? joiner : '') : '';
      edits.wrap(cell.text, cell.at, cell.at + 1, 'half-closing', gap);
    } else if (kind === 'opening') {
      const gap = isFullOpening(cells, i, block, options) || hasGapBefore(cells, i, style);
      if (gap) edits.wrap(cell.text, cell.at, cell.at, 'half-closing', halfCell);
      edits.wrap(cell.text, cell.at, cell.at + 1, 'half-opening');
    }
  }
}

function hasGapBehind(cells: readonly Cell[], i: number, style: LineOptions['marks']): boolean {
  const [mark, after] = [cells[i], cells[i + 1]];
  if (!mark || !after || isSpace(after) || kindOf(after.character) === 'closing') return false;
  return style === 'full' || (style === 'kaiming' && sentenceEnds.includes(mark.character));
}

function hasGapBefore(cells: readonly Cell[], i: number, style: LineOptions['marks']): boolean {
  const before = cells[i - 1];
  return style === 'full' && before !== undefined && !isSpace(before) && kindOf(before.character) === 'other';
}

/** Whether an opening mark at the head of a paragraph fills its cell. */
function isFullOpening(
  cells: readonly Cell[],
  i: number,
  block: RunningText['block'],
  { openings, marks }: LineOptions,
): boolean {
  return !cells[i - 1] && block?.tagName === 'p' && openings === 'full' && marks !== 'half';
}

/** A note's mark stays with what it stands behind. */
function isNoteMark({ element }: Cell): boolean {
  return element !== undefined && isSuperscript(element);
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
