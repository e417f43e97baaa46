import { toString as textOf } from 'hast-util-to-string';
import type { Edits } from './edits.ts';
import { breakable, kindOf } from './marks.ts';
import type { RunningText } from './running-text.ts';

/**
 * Code that begins with a mark, as `.wide` does, may begin a line. The browser would hold it back as it does a full stop, and when it
 * does not fit, looks for another place only before the text in front of it: a first line of few characters, widely spaced.
 */
export function freeCode({ cells }: RunningText, edits: Edits): void {
  for (const [i, { element }] of cells.entries()) {
    const before = cells[i - 1];
    if (element?.tagName !== 'code' || !before?.text || kindOf(before.character) === 'opening') continue;
    if (/^[^\p{L}\p{N}\s]/u.test(textOf(element))) edits.insert(before.text, before.at + 1, breakable);
  }
}
