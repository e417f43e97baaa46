import { eachSlot } from './apply.ts';
import type { Paragraph } from './paragraph.ts';
import type { Edit, RunningText } from './running-text.ts';
import { placeInSlot } from './source-place.ts';

/** Signs that Markdown could take for syntax when they were not there before. */
const syntax = /[\\`*[\]<>|$]/g;

/**
 * The changes of a paragraph as edits of the source, as few characters as possible. Left out are changes in text whose
 * place in the source is not known, and those of white space beside the delimiter of `_` emphasis, which is no
 * emphasis without it.
 */
export function sourceEdits(paragraph: Paragraph, running: RunningText, source: string): Edit[] {
  const found: Edit[] = [];
  eachSlot(paragraph, running, (slot, _value, edits, slotStart) => {
    for (const edit of edits) {
      const { start, end } = edit;
      const written = paragraph.text.slice(start, end);
      const isSpace = /^\s+$/.test(written) && /^\s*$/.test(edit.replacement);
      if (isSpace && [start, end].some((at) => paragraph.underscores.has(at))) continue;
      const place = placeInSlot(slot, start - slotStart, end - slotStart, source);
      if (place) found.push({ ...place, replacement: edit.replacement.replace(syntax, '\\$&') });
    }
  });
  return found;
}

/** Applies edits, which may come in any order; the later of two that overlap is left out. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < from) continue;
    parts.push(source.slice(from, edit.start), edit.replacement);
    from = edit.end;
  }
  parts.push(source.slice(from));
  return parts.join('');
}
