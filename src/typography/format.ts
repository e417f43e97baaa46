import type { Root } from 'mdast';
import { VFile } from 'vfile';
import { parseMarkdown } from '../markdown/index.ts';
import type { KanbenMessage } from '../report/message.ts';
import { applyPlan, switchedOff } from './apply.ts';
import { runRules } from './engine.ts';
import type { TypographyOptions } from './options.ts';
import { paragraphsOf } from './paragraph.ts';
import { planFor } from './plan.ts';
import { preset } from './preset.ts';
import type { Edit } from './running-text.ts';
import { isReadable } from './size-limit.ts';
import { applyEdits, sourceEdits } from './source-edits.ts';
import { firstChangedBlock } from './structure.ts';
import { switchesOf } from './switches.ts';

export interface FormatOptions extends TypographyOptions {
  /** Apply every rule as a build does: lines joined, typed spaces and indents removed, no byte order mark. */
  asBuilt?: boolean | undefined;
  /** The name for messages. */
  path?: string | undefined;
}

export interface Formatted {
  output: string;
  /** What is left for the author, in the text as it is now. */
  messages: KanbenMessage[];
}

/** A change may make room for one more; after that nothing has been seen to change. */
const rounds = 4;

/**
 * Applies the text rules to Markdown source. Only the characters that a rule changes are changed; line ends, white space
 * and syntax stay as they were. The result is parsed again: edits that would change its structure are taken back.
 */
export function formatMarkdown(source: string, options: FormatOptions = {}): Formatted {
  const { asBuilt = false, path } = options;
  // The parser drops a mark at the start and counts offsets from behind it.
  const mark = /^\uFEFF*/.exec(source)?.[0] ?? '';
  let text = source.slice(mark.length);
  const refused = new VFile({ ...(path !== undefined && { path }) });
  if (!isReadable(text, refused)) return { output: source, messages: refused.messages as KanbenMessage[] };
  let tree = parse(text, path);
  for (let round = 0; round < rounds; round++) {
    const changed = oneRound(text, tree, options, asBuilt);
    if (!changed) break;
    ({ text, tree } = changed);
  }
  const file = new VFile({ value: text, ...(path !== undefined && { path }) });
  applyPlan({ tree, file, plan: planFor(preset, options, 'source'), change: false, tellFixes: false });
  return { output: (asBuilt ? '' : mark) + text, messages: file.messages as KanbenMessage[] };
}

function parse(text: string, path: string | undefined): Root {
  return parseMarkdown(new VFile({ value: text, ...(path !== undefined && { path }) }));
}

interface Round {
  text: string;
  tree: Root;
}

function oneRound(text: string, tree: Root, options: FormatOptions, asBuilt: boolean): Round | undefined {
  const plan = planFor(preset, options, asBuilt ? 'build' : 'source');
  const isOff = switchesOf(tree, text);
  let edits: Edit[] = [];
  for (const paragraph of paragraphsOf(tree, text)) {
    const running = runRules(paragraph, { ...plan, isOff: isOff && switchedOff(isOff, paragraph, text) });
    if (running) for (const edit of sourceEdits(paragraph, running, text)) edits.push(edit);
  }
  // Every turn takes edits away, so this ends; a block whose structure changes is rare, and two such blocks rarer.
  while (edits.length > 0) {
    const output = applyEdits(text, edits);
    const after = parse(output, options.path);
    const block = firstChangedBlock(tree, after);
    if (!block) return { text: output, tree: after };
    edits = without(edits, text, block);
  }
  return undefined;
}

/** First the edits beside delimiters are taken out of a block that has broken, then all of them. */
function without(edits: readonly Edit[], text: string, block: { start: number; end: number }): Edit[] {
  const inside = (edit: Edit) => edit.start >= block.start && edit.end <= block.end;
  const kept = edits.filter((edit) => !inside(edit) || !isBesideDelimiter(text, edit));
  const rest = kept.length < edits.length ? kept : edits.filter((edit) => !inside(edit));
  return rest.length < edits.length ? rest : [];
}

function isBesideDelimiter(text: string, edit: Edit): boolean {
  return /[*_~[\]`$<>|\\#&]/.test((text[edit.start - 1] ?? '') + (text[edit.end] ?? '')) || edit.start === 0;
}
