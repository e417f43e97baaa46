import type { Root } from 'mdast';
import type { VFile } from 'vfile';
import { applyPlan } from './apply.ts';
import hanLatinSpace from './han-latin-space.ts';
import type { TypographyOptions } from './options.ts';
import { planFor } from './plan.ts';
import type { Rule } from './rule.ts';
import softLineBreaks from './soft-line-breaks.ts';

export type { TypographyOptions } from './options.ts';

/**
 * The rules in order.
 *
 * 1. Lines are joined first: all later rules see the neighbours that the reader sees.
 * 2. Spaces last: what counts as a full-width mark is settled by then.
 */
export const preset: readonly Rule[] = [softLineBreaks, hanLatinSpace];

/** Changes the tree as a build does, in place, and adds a message for what needs the author's decision. */
export function applyTypography(tree: Root, file: VFile, options: TypographyOptions = {}): void {
  applyPlan({ tree, file, plan: planFor(preset, options, 'build'), change: true, tellFixes: false });
}

/** Adds a message for all that `format` would change and for what needs the author's decision; the tree stays. */
export function checkTypography(tree: Root, file: VFile, options: TypographyOptions = {}): void {
  applyPlan({ tree, file, plan: planFor(preset, options, 'source'), change: false, tellFixes: true });
}

/** The same as a unified plugin, for anybody's chain: `unified().use(remarkParse).use(remarkKanbenTypography)`. */
export default function remarkKanbenTypography(options: TypographyOptions = {}) {
  return (tree: Root, file: VFile): void => applyTypography(tree, file, options);
}
