import type { Paragraph } from './paragraph.ts';
import type { Slot } from './slot.ts';

/** A range of the source, in UTF-16 offsets. */
export interface SourceRange {
  start: number;
  end: number;
}

/** Where `[start, end)` of a paragraph's text was written; `undefined` if it is not all in one slot or cannot be found. */
export function placeIn(paragraph: Paragraph, start: number, end: number, source: string): SourceRange | undefined {
  const index = slotAt(paragraph.starts, start);
  const slot = paragraph.slots[index];
  const from = paragraph.starts[index];
  if (!slot || from === undefined || end > from + slot.value.length) return undefined;
  return placeInSlot(slot, start - from, end - from, source);
}

/** The same within a slot. A character that was written as an escape or a reference is one whole. */
export function placeInSlot(slot: Slot, start: number, end: number, source: string): SourceRange | undefined {
  const offsets = slot.offsets(source);
  if (!offsets) return undefined;
  const from =
    start < slot.value.length && !isBreak(slot, start) ? offsets[start] : endOf(slot, start - 1, offsets, source);
  const to = end === start ? from : endOf(slot, end - 1, offsets, source);
  return from === undefined || to === undefined ? undefined : { start: from, end: Math.max(from, to) };
}

/**
 * Where the written form of unit `i` ends. For the last unit of a line that is before the spaces that Markdown drops
 * there; for the line end itself it is behind what Markdown drops at the start of the next line: indents and `>`.
 */
function endOf(slot: Slot, i: number, offsets: readonly number[], source: string): number | undefined {
  if (i < 0) return offsets[0];
  const at = offsets[i];
  const next = offsets[i + 1];
  if (at === undefined || next === undefined) return undefined;
  if (isBreak(slot, i)) {
    let end = next;
    if (i === slot.value.length - 1) while (/[ \t>]/.test(source[end] ?? '')) end++;
    return end;
  }
  if (!isBreak(slot, i + 1)) return next;
  const written = /^(?:\\[!-/:-@[-`{-~]|&#?[\dA-Za-z]+;)/u.exec(source.slice(at, next));
  return at + (written?.[0].length ?? 1);
}

function isBreak(slot: Slot, i: number): boolean {
  return slot.value[i] === '\n' || slot.value[i] === '\r';
}

/** The last slot that begins at or before `index`. */
export function slotAt(starts: readonly number[], index: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}
