import type { PageInfo } from '../pages.ts';
import type { ObjectTable } from './file.ts';
import { array, dictionary, text } from './syntax.ts';

/**
 * Writes the page labels, so that a viewer's page box shows the printed folio: ranges of pages, each with a style of numbers and
 * where it starts (ISO 32000-1, 12.4.2). The number of the tree.
 */
export function writePageLabels(
  table: ObjectTable,
  pages: readonly PageInfo[],
  names: { cover: string; imprint: string },
): number {
  const ranges: (string | number)[] = [];
  let previous = '';
  for (const [index, page] of pages.entries()) {
    const style = page.label === '' ? '' : /^\d+$/.test(page.label) ? 'D' : 'r';
    const prefix = page.kind === 'cover' ? names.cover : page.kind === 'imprint' ? names.imprint : '';
    const key = `${style}${prefix}`;
    if (key === previous) continue;
    previous = key;
    const numbered = { S: `/${style}`, St: style === 'D' ? Number(page.label) : 1 };
    ranges.push(index, dictionary(style ? numbered : { P: text(prefix) }));
  }
  return table.add(dictionary({ Nums: array(ranges) }));
}
