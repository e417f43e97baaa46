import type { Root } from 'hast';
import { visit } from 'unist-util-visit';
import { Edits } from './edits.ts';
import { addGaps, type MarkStyle } from './gaps.ts';
import { wholeCell } from './marks.ts';
import { runningTexts } from './running-text.ts';

/** How a template sets lines. */
export interface LineRules {
  marks: MarkStyle | 'browser';
}

/** Prepares a tree for the browser to break into lines as a Chinese typesetter does. */
export function setLines(tree: Root, language: string, rules: LineRules): void {
  const edits = new Edits();
  for (const text of runningTexts(tree, language)) {
    if (rules.marks !== 'browser') addGaps(text, rules.marks, edits);
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
