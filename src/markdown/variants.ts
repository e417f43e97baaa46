import type { FootnoteDefinition, Root } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import type { Parent } from 'unist';
import type { VFile } from 'vfile';
import { nearest } from '../book/nearest.ts';
import { type Bilingual, say } from '../report/message.ts';
import { SKIP, visit } from '../tree/visit.ts';
import { reportUnclosed } from './unclosed-block.ts';

/** What a manuscript is made into. */
export const outputs = ['pdf', 'epub'] as const;
export type Output = (typeof outputs)[number];

/** The edition that is made, and all that there are. */
export interface Editions {
  edition: string;
  known: readonly string[];
}

/**
 * Chooses among the `:::only{edition=…}` blocks: the content of those for this edition stands in the text as if no block
 * were there, the others are taken out with the notes that only they refer to. Blocks that say `output=` stay, for each
 * output to choose.
 */
export function chooseVariants(tree: Root, file: VFile, editions: Editions): void {
  let dropped = false;
  const before = notesReferredTo(tree);
  visit(tree, 'containerDirective', (block, index, parent: Parent | undefined) => {
    if (block.name !== 'only' || !parent || index === undefined) return undefined;
    reportMistakes(block, file, editions);
    const here = listOf(block.attributes?.edition);
    const kept = here.length === 0 || here.includes(editions.edition);
    if (kept && block.attributes?.output) return undefined;
    // From here on nobody sees the block, so what is wrong with its end must be said now.
    reportUnclosed(block, file);
    dropped ||= !kept;
    parent.children.splice(index, 1, ...(kept ? block.children : []));
    return [SKIP, index];
  });
  if (dropped) dropNotes(tree, before);
}

/** The outputs that an `only` block is for. */
export function outputsOf({ attributes }: ContainerDirective): Output[] {
  const named = listOf(attributes?.output);
  return named.length === 0 ? [...outputs] : outputs.filter((output) => named.includes(output));
}

function listOf(value: string | null | undefined): string[] {
  return (value ?? '').split(/[,，、\s]+/).filter(Boolean);
}

function notesReferredTo(tree: Root): Set<string> {
  const found = new Set<string>();
  visit(tree, 'footnoteReference', ({ identifier }) => {
    found.add(identifier);
  });
  return found;
}

function dropNotes(tree: Root, before: ReadonlySet<string>): void {
  // A note that goes may have been all that referred to another.
  for (let gone = true; gone; ) {
    gone = false;
    const now = notesReferredTo(tree);
    visit(tree, 'footnoteDefinition', (note: FootnoteDefinition, index, parent: Parent | undefined) => {
      if (!parent || index === undefined || now.has(note.identifier) || !before.has(note.identifier)) return undefined;
      parent.children.splice(index, 1);
      gone = true;
      return [SKIP, index];
    });
  }
}

function reportMistakes(block: ContainerDirective, file: VFile, { known }: Editions): void {
  const tell = (rule: string, texts: Bilingual, guess?: string) =>
    say(file, `markdown:${rule}`, texts, { place: block, severity: 'error', ...(guess && { expected: [guess] }) });
  const { output, edition, ...others } = block.attributes ?? {};
  const example = ':::only{output=pdf}';
  for (const name of Object.keys(others)) {
    const guess = nearest(name, ['output', 'edition']);
    const zh = `:::only 没有“${name}”这一项。${guess ? `是不是“${guess}”？` : '可以写：output、edition。'}`;
    const en = `An :::only block has no attribute "${name}". ${guess ? `Did you mean "${guess}"?` : 'Known: output, edition.'}`;
    tell('only-attribute', { zh, en }, guess);
  }
  if (listOf(output).length === 0 && listOf(edition).length === 0 && Object.keys(others).length === 0) {
    const zh = `:::only 要写明给谁看，如 ${example} 或 :::only{edition=internal}。`;
    const en = `An :::only block must say for what it is, as in ${example} or :::only{edition=internal}.`;
    tell('only-attribute', { zh, en });
  }
  const [label] = block.children;
  if ((label?.data as { directiveLabel?: boolean } | undefined)?.directiveLabel) {
    const zh = `:::only 不用方括号：它没有标题。请写成 ${example}。`;
    const en = `An :::only block has no title in brackets. Write ${example}.`;
    tell('only-attribute', { zh, en });
  }
  for (const [values, allowed, zh, en] of [
    [listOf(output), outputs, '输出', 'output'],
    [listOf(edition), known, '版本', 'edition'],
  ] as const) {
    for (const value of values) {
      if (allowed.includes(value as never)) continue;
      const guess = nearest(value, allowed);
      const texts = {
        zh: `没有叫“${value}”的${zh}。${guess ? `是不是“${guess}”？` : `可以用：${allowed.join('、')}。`}`,
        en: `There is no ${en} "${value}". ${guess ? `Did you mean "${guess}"?` : `Known: ${allowed.join(', ')}.`}`,
      };
      tell(`only-${en}`, texts, guess);
    }
  }
}
