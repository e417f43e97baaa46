import { directiveFromMarkdown } from 'mdast-util-directive';
import { directive } from 'micromark-extension-directive';
import type { Processor } from 'unified';

/**
 * `:::name` and `::name` on lines of their own. The inline form `:name` is left out: in Chinese text `比例1:2`, `9:30`
 * and `注:下同` are not syntax.
 */
export default function remarkBlockDirectives(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions ??= [];
  data.fromMarkdownExtensions ??= [];
  const { flow } = directive();
  data.micromarkExtensions.push(flow ? { flow } : {});
  data.fromMarkdownExtensions.push(directiveFromMarkdown());
}
