import type { Root } from 'mdast';
import type { VFile } from 'vfile';
import { parseMarkdown } from '../markdown/index.ts';
import { applyPlan } from './apply.ts';
import type { TypographyOptions } from './options.ts';
import { planFor } from './plan.ts';
import { preset } from './preset.ts';
import { isReadable } from './size-limit.ts';

export type { TypographySettings } from '../book/typography-options.ts';
export { type FormatOptions, type Formatted, formatMarkdown } from './format.ts';
export type { TypographyOptions } from './options.ts';
export { preset } from './preset.ts';

/** Changes the tree as a build does, in place, and adds a message for what needs the author's decision. */
export function applyTypography(tree: Root, file: VFile, options: TypographyOptions = {}): void {
  applyPlan({ tree, file, plan: planFor(preset, options, 'build'), change: true, tellFixes: false });
}

/** Adds a message for all that `format` would change and for what needs the author's decision; the tree stays. */
export function checkTypography(tree: Root, file: VFile, options: TypographyOptions = {}): void {
  applyPlan({ tree, file, plan: planFor(preset, options, 'source'), change: false, tellFixes: true });
}

/** Reads one Markdown file, whose text is in `file.value`, and adds the messages of `checkTypography`. */
export function checkMarkdown(file: VFile, options: TypographyOptions = {}): void {
  if (isReadable(String(file), file)) checkTypography(parseMarkdown(file), file, options);
}

/** The same as a unified plugin, for anybody's chain: `unified().use(remarkParse).use(remarkKanbenTypography)`. */
export default function remarkKanbenTypography(options: TypographyOptions = {}) {
  return (tree: Root, file: VFile): void => applyTypography(tree, file, options);
}

/** The check as a unified plugin, for linters and the language server. */
export function remarkKanbenTypographyCheck(options: TypographyOptions = {}) {
  return (tree: Root, file: VFile): void => checkTypography(tree, file, options);
}
