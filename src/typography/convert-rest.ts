import type { Data, Nodes } from 'mdast';
import { printedAttributes } from '../markdown/directives.ts';
import { visit } from '../tree/visit.ts';
import type { Conversion } from './convert-script.ts';

/** Attributes that are shown, of directives and attribute lists. */
const shown = ['caption', 'title', 'alt', 'text', ...Object.values(printedAttributes).flat()];

/** Attributes of tables and charts that are shown; the caption is converted as text. */
const named = ['units', 'x-name', 'y-name'];

/** Text between these tags is not prose. */
const verbatim = /(<(code|pre|kbd|samp|var|script|style|math|svg|rt)\b[^>]*>[\s\S]*?<\/\2>|<!--[\s\S]*?-->|<[^>]*>)/gi;

/** Converts, in place, the text that stands in no paragraph: between tags that the author wrote, and in attributes. */
export function convertRest(tree: Nodes, conversion: Conversion): void {
  visit(tree, (node) => {
    if (node.type === 'html') node.value = betweenTags(node.value, conversion);
    const listed = (node.data as Data | undefined)?.attributes?.values;
    const directive = node.type === 'textDirective' || node.type === 'containerDirective' ? node.attributes : undefined;
    const data = node.type === 'leafDirective' ? node.attributes : undefined;
    for (const [values, keys] of [
      [listed, [...shown, ...named]],
      [directive, shown],
      [data, named],
    ] as const) {
      if (!values) continue;
      for (const key of keys) {
        const value = values[key];
        if (typeof value === 'string') values[key] = conversion.text(value);
      }
    }
  });
}

function betweenTags(html: string, conversion: Conversion): string {
  let at = 0;
  const parts: string[] = [];
  for (const found of html.matchAll(verbatim)) {
    parts.push(conversion.text(html.slice(at, found.index)), found[0]);
    at = found.index + found[0].length;
  }
  return parts.join('') + conversion.text(html.slice(at));
}
