import type { List, ListItem, Paragraph, PhrasingContent, RootContent } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import { toString as textOf } from 'mdast-util-to-string';
import type { Parent } from 'unist';
import { say } from '../../report/message.ts';
import type { Chapter } from '../chapter.ts';

/** 术语表: what stands in the `:::glossary` block. */
export interface GlossaryList extends Parent {
  type: 'glossaryList';
  children: GlossaryEntry[];
}
/** One or several words and what they mean. */
export interface GlossaryEntry extends Parent {
  type: 'glossaryEntry';
  id: string;
  /** The texts of the words. */
  names: string[];
  children: (GlossaryTerm | GlossaryMeaning)[];
}
export interface GlossaryTerm extends Parent {
  type: 'glossaryTerm';
  children: PhrasingContent[];
}
export interface GlossaryMeaning extends Parent {
  type: 'glossaryMeaning';
  children: RootContent[];
}

declare module 'mdast' {
  interface RootContentMap {
    glossaryList: GlossaryList;
    glossaryEntry: GlossaryEntry;
    glossaryTerm: GlossaryTerm;
    glossaryMeaning: GlossaryMeaning;
  }
}

/** Between the words of an entry, and between them and the meaning. */
const between = /^\s*[、，,/]\s*$/;
const colon = /^\s*[：:]\s*/;

/**
 * Reads the lists of a block: `- **词**：解释`, or `- **词**、**又名**：解释`. They become one list, where the first stood.
 * What else is in the block stays.
 */
export function readGlossary(block: ContainerDirective, chapter: Chapter): GlossaryList {
  const found: GlossaryList = { type: 'glossaryList', children: [] };
  const lists = block.children.filter((child): child is List => child.type === 'list');
  for (const item of lists.flatMap((list) => list.children)) {
    const entry = readItem(item, `kb-term-${found.children.length + 1}`);
    if (entry) found.children.push(entry);
    else {
      const zh = '术语表的这一项读不懂。请写成“- **词**：解释”。';
      const en = 'Cannot read this item of the glossary. Write "- **word**: what it means".';
      say(chapter.file, 'document:glossary-item', { zh, en }, { place: item, severity: 'error' });
    }
  }
  const [first] = lists;
  block.children = block.children.flatMap((child) =>
    child === first ? [found as never] : child.type === 'list' ? [] : [child],
  );
  return found;
}

function readItem(item: ListItem, id: string): GlossaryEntry | undefined {
  const [line, ...blocks] = item.children;
  if (line?.type !== 'paragraph') return undefined;
  const terms: GlossaryTerm[] = [];
  for (const [i, node] of line.children.entries()) {
    if (node.type === 'strong') {
      terms.push({ type: 'glossaryTerm', children: node.children });
      continue;
    }
    if (node.type !== 'text' || terms.length === 0) return undefined;
    if (between.test(node.value)) continue;
    const mark = colon.exec(node.value);
    if (!mark) return undefined;
    const rest = node.value.slice(mark[0].length);
    const said = [...(rest ? [{ ...node, value: rest }] : []), ...line.children.slice(i + 1)];
    const first: Paragraph[] = said.length > 0 ? [{ ...line, children: said }] : [];
    const meaning: GlossaryMeaning = { type: 'glossaryMeaning', children: [...first, ...blocks] };
    const names = terms.map((term) => textOf(term).trim());
    if (names.includes('') || meaning.children.length === 0) return undefined;
    const place = item.position && { position: item.position };
    return { type: 'glossaryEntry', id, names, children: [...terms, meaning], ...place };
  }
  return undefined;
}
