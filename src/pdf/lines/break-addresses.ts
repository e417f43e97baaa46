import type { Edits } from './edits.ts';
import type { RunningText } from './running-text.ts';

/** U+200B: a line may be broken here. Without width. */
const breakable = '\u200B';

/** An address or a path: long, without spaces, with the signs of one. */
const address = /[!-~]*[/\\?&=_#][!-~]*/g;

/** Shorter ones are rather moved to the next line whole. */
const shortest = 16;

/**
 * Lets long addresses be broken behind `/` and before the other signs that join their parts, never with a hyphen (The Chicago Manual
 * of Style, 7.46). The browser by itself breaks them hardly anywhere.
 */
export function breakAddresses({ cells }: RunningText, edits: Edits): void {
  const text = cells.map(({ character }) => character).join('');
  for (const { 0: found, index } of text.matchAll(address)) {
    if (found.length < shortest) continue;
    for (const { index: at } of found.matchAll(/(?<=[^/]\/)(?=[^/])|(?<=:\/\/)(?=.)|(?<=[^/])(?=[.?&=_#%~\\](?=.))/g)) {
      const cell = cells[index + at];
      // Not one character alone at either end.
      if (cell?.text && at > 2 && found.length - at > 2) edits.insert(cell.text, cell.at, breakable);
    }
  }
}
