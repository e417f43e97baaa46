import type { ElementContent } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { VFile } from 'vfile';
import { oneLine } from '../../document/chapter.ts';
import { forOutput } from '../../html/for-output.ts';
import type { TypesetBook } from '../../html/index.ts';
import { anchorName } from '../references.ts';
import { attributeWord, type Flow, meaningful, type Word } from './flow.ts';

/** Where a word of the manuscript was written. */
export interface Written {
  file: VFile;
  node: ElementContent | undefined;
}

/** What the manuscript says, chapter by chapter, as far as every output must show it. */
export function treeFlow(book: TypesetBook): Flow {
  const flow: Flow = { text: [], notes: new Map() };
  const drawn = book.config.epub.math === 'picture';
  for (const { chapter, title, body, notes } of forOutput(book, 'epub').html) {
    const { file } = chapter;
    flow.text.push({ text: oneLine(chapter.label, 'x').slice(0, -1), place: { file, node: undefined } });
    for (const node of [...title, ...body]) walk(node, flow.text, { file, node: undefined }, drawn);
    for (const { id, content } of notes) {
      const words: Word[] = [];
      for (const node of content) walk(node, words, { file, node: undefined }, drawn);
      flow.notes.set(anchorName(id), words);
    }
  }
  return flow;
}

/**
 * `around` is the nearest place that is known: not every node tells where it was written. `drawn`: formulas are pictures, described
 * by their TeX.
 */
function walk(node: ElementContent, into: Word[], around: Written, drawn: boolean): void {
  const place = node.position ? { ...around, node } : around;
  if (node.type === 'text') into.push({ text: node.value, place });
  if (node.type !== 'element') return;
  const { properties, tagName } = node;
  const classes = [properties.className].flat();
  // An output says these in its own words.
  if (classes.includes('page-ref') || classes.includes('locators')) return;
  if (tagName === 'input') into.push({ text: properties.checked ? '☑' : '☐', place });
  if (tagName === 'math') {
    const { alttext } = properties;
    into.push(...(drawn ? attributeWord('alt', String(alttext), place) : [{ text: textOf(node), place }]));
    return;
  }
  for (const name of meaningful) {
    const value = properties[names[name] ?? name];
    if (value !== undefined && value !== null) into.push(...attributeWord(name, String(value), place));
  }
  for (const child of node.children) walk(child, into, place, drawn);
}

/** What hast calls attributes whose names are of several words. */
const names: Partial<Record<(typeof meaningful)[number], string>> = {
  colspan: 'colSpan',
  datetime: 'dateTime',
  rowspan: 'rowSpan',
};
