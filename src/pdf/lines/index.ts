import type { Root } from 'hast';
import type { LineOptions } from '../../template/lines.ts';
import { visit } from '../../tree/visit.ts';
import { breakAddresses } from './break-addresses.ts';
import { Edits } from './edits.ts';
import { freeCode } from './free-code.ts';
import { addGaps } from './gaps.ts';
import { keepTogether } from './keep-together.ts';
import { holdEdges } from './line-edges.ts';
import { wholeCell } from './marks.ts';
import { runningTexts } from './running-text.ts';
import { widenDashes } from './widths.ts';

/**
 * Prepares a tree for the browser to break into lines as a Chinese typesetter does: what marks lack to a full cell is put
 * into the text, what may not begin or end a line is held back, what belongs together is kept together. All that is put in
 * is taken out of the PDF again (finish/line-marks.ts). Only simplified marks are halved: traditional ones stand in the middle of
 * their cells, and keep them at the end of a line (CLREQ 3.1.6.1).
 */
export function setLines(tree: Root, language: string, options: LineOptions): void {
  const edits = new Edits();
  for (const text of runningTexts(tree, language)) {
    addGaps(text, options, edits);
    widenDashes(text, edits);
    holdEdges(text, options.edges, edits);
    breakAddresses(text, edits);
    freeCode(text, edits);
    keepTogether(text, edits);
  }
  visit(tree, 'text', (text) => {
    text.value = fullSpaces(text.value);
  });
  edits.apply(tree);
}

/** An ideographic space of the author's is not one of ours. */
export function fullSpaces(text: string): string {
  return text.replaceAll('\u3000', wholeCell);
}
