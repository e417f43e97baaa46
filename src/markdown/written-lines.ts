import type { Break, PhrasingContent, Root } from 'mdast';
import type {} from 'mdast-util-directive';
import type { VFile } from 'vfile';
import { location } from 'vfile-location';
import { SKIP, visit } from '../tree/visit.ts';
import { textSlicer } from './slice-text.ts';

/** The blocks whose lines stay as they were written. */
const blocks: ReadonlySet<string> = new Set(['verse', 'signature']);

/** Makes every line end inside a verse or a signature a hard break, so that the text rules do not join the lines. */
export default function remarkWrittenLines() {
  return (tree: Root, file: VFile): void => {
    const source = String(file);
    const places = location(source);
    visit(tree, 'containerDirective', (block) => {
      if (!blocks.has(block.name)) return;
      visit(block, 'text', (text, index, parent) => {
        if (!parent || index === undefined || !/[\r\n]/.test(text.value)) return undefined;
        const slice = textSlicer(text, source, places);
        const pieces: PhrasingContent[] = [];
        let from = 0;
        for (const { 0: end, index: at } of text.value.matchAll(/\r\n|[\r\n]/g)) {
          if (at > from) pieces.push(slice(from, at));
          pieces.push({ type: 'break' } satisfies Break);
          from = at + end.length;
        }
        if (from < text.value.length) pieces.push(slice(from, text.value.length));
        (parent.children as PhrasingContent[]).splice(index, 1, ...pieces);
        return [SKIP, index + pieces.length];
      });
    });
  };
}
