import type { Root } from 'mdast';
import remarkCjkFriendly from 'remark-cjk-friendly';
import remarkCjkFriendlyGfmStrikethrough from 'remark-cjk-friendly-gfm-strikethrough';
import remarkFrontmatter from 'remark-frontmatter';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { VFile } from 'vfile';
import remarkAttributes from './attributes.ts';
import remarkCitations from './citations.ts';
import { limitDepth } from './depth.ts';
import remarkDirectives from './directives.ts';
import remarkEquations from './equations.ts';
import remarkFigures from './figures.ts';
import remarkChineseGfm from './gfm.ts';
import remarkInlineDefinitions from './inline-definitions.ts';
import remarkKickers from './kickers.ts';
import remarkLiteralLinks from './literal-links.ts';
import remarkPlainDollars from './plain-dollars.ts';
import remarkRuby from './ruby.ts';
import remarkSlugs from './slugs.ts';

import remarkTableSpans from './table-spans.ts';

import remarkWrittenLines from './written-lines.ts';

/**
 * The Markdown that kanben accepts: CommonMark, GFM, YAML front matter, `:::` directives, `$` math and `{#id}` attributes.
 * The first group extends the syntax; the second works on the tree.
 */
const processor = unified()
  .use(remarkParse)
  .use(remarkFrontmatter)
  .use(remarkChineseGfm)
  .use(remarkCjkFriendly)
  .use(remarkCjkFriendlyGfmStrikethrough, { singleTilde: false })
  .use(remarkDirectives)
  .use(remarkMath)

  .use(remarkPlainDollars)
  .use(remarkLiteralLinks)
  .use(remarkInlineDefinitions)
  .use(remarkCitations)
  .use(remarkAttributes)
  .use(remarkTableSpans)
  .use(remarkRuby)
  .use(remarkWrittenLines)
  .use(remarkSlugs)
  .freeze();

/** Parses one Markdown file. Every node keeps its position in the source; text rules have not run yet. */
export function parseMarkdown(file: VFile): Root {
  const tree = processor.parse(file);
  limitDepth(tree, file);
  return processor.runSync(tree, file) as Root;
}

const gatherer = unified().use(remarkFigures).use(remarkEquations).use(remarkKickers).freeze();

/** Gathers what belongs together, when the text rules have run: figures with captions and sources, equations, kickers. */
export function gatherBlocks(tree: Root, file: VFile): Root {
  return gatherer.runSync(tree, file) as Root;
}
