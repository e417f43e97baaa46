import type { PhrasingContent, Root, Text } from 'mdast';
import type { Parent } from 'unist';
import type { VFile } from 'vfile';
import { SKIP, visit } from '../tree/visit.ts';
import { textSlicer } from './slice-text.ts';

/** 注音：`{太原|tài yuán}`, one reading for the whole, or `{太原|tài|yuán}`, one for each character. */
export interface Ruby extends Parent {
  type: 'ruby';
  /** The base text. */
  children: Text[];
  readings: string[];
}

declare module 'mdast' {
  interface PhrasingContentMap {
    ruby: Ruby;
  }
  interface RootContentMap {
    ruby: Ruby;
  }
}

/** The base holds Han or kana, so that `{a|b}` of code and formulas in running text stays what it is. */
const written = /\{([^{}|\n]*[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}][^{}|\n]*)((?:\|[^{}|\n]+)+)\}/gu;

/**
 * Reads ruby in the syntax of denden Markdown, which authors of Japanese and Chinese EPUBs know; it stays readable as plain text.
 * Within a table cell the bar is written `\|`.
 */
export default function remarkRuby() {
  return (tree: Root, file: VFile): void => {
    const source = String(file);
    visit(tree, 'text', (node, index, parent) => {
      if (index === undefined || !parent) return undefined;
      const slice = textSlicer(node, source);
      const pieces: PhrasingContent[] = [];
      let from = 0;
      for (const found of node.value.matchAll(written)) {
        const [whole, base = '', readings = ''] = found;
        const start = found.index;
        const { position } = slice(start, start + whole.length);
        // An escaped brace says that it is meant as a brace.
        const asTyped = position && source.slice(position.start.offset, position.end.offset);
        if (asTyped !== undefined && asTyped.replaceAll('\\|', '|') !== whole) continue;
        if (start > from) pieces.push(slice(from, start));
        const text = slice(start + 1, start + 1 + base.length);
        const ruby: Ruby = {
          type: 'ruby',
          children: [text],
          readings: readings
            .slice(1)
            .split('|')
            .map((reading) => reading.trim()),
        };
        pieces.push({ ...ruby, ...(position && { position }) });
        from = start + whole.length;
      }
      if (pieces.length === 0) return undefined;
      if (from < node.value.length) pieces.push(slice(from, node.value.length));
      (parent.children as PhrasingContent[]).splice(index, 1, ...pieces);
      return [SKIP, index + pieces.length];
    });
  };
}
