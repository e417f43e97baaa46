import type { Root } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import type { Node } from 'unist';
import { say } from '../../report/message.ts';
import { visit } from '../../tree/visit.ts';
import type { Chapter } from '../chapter.ts';
import type { Collation } from '../collation/index.ts';
import { collectMarkings } from './collect.ts';
import { checkCrossReferences, type Entry, gatherEntries, type Locator } from './entries.ts';

export type { IndexMark } from './mark.ts';

/** 索引: what stands in the `:::index` block. */
export interface IndexList extends Node {
  type: 'indexList';
  /** The level of the group heads. */
  depth: number;
  groups: { head: string; entries: IndexEntry[] }[];
  words: { see: string; seeAlso: string };
}
export interface IndexEntry {
  id?: string;
  headword: string;
  locators: Locator[];
  see: EntryLink[];
  seeAlso: EntryLink[];
  subs: IndexEntry[];
}
interface EntryLink {
  headword: string;
  /** The entry it leads to. */
  id: string;
}

declare module 'mdast' {
  interface RootContentMap {
    indexList: IndexList;
  }
}

/** Collects the marks of the book and fills the `:::index` block. To be run when the sections are numbered. */
export function makeIndex(chapters: Chapter[], collation: Collation, language: string): void {
  const markings = collectMarkings(chapters);
  const block = findIndexBlock(chapters);
  const [first] = markings;
  if (first && !block) {
    const zh = '书里标了索引词，但没有地方印索引。请在书末的一章里写“:::index”和“:::”两行。';
    const en =
      'Words are marked for an index, but there is no place for it. Write the lines ":::index" and ":::" in a chapter at the end.';
    say(first.chapter.file, 'document:no-index', { zh, en }, { place: first.node });
  }
  const entries = gatherEntries(markings, collation);
  checkCrossReferences(entries);
  if (!block) return;
  if (!first) {
    const zh = '这里要印索引，但书里一个索引词也没有标。请在正文里写 :index[词]，或删去这一处。';
    const en =
      'An index is wanted here, but nothing is marked for it. Write :index[word] in the text, or delete this block.';
    say(block.chapter.file, 'document:empty-index', { zh, en }, { place: block.node });
    return;
  }
  block.node.children.push(listOf(entries, block.depth, language) as never);
}

interface Block {
  chapter: Chapter;
  node: ContainerDirective;
  /** One below the heading that it stands under. */
  depth: number;
}

function findIndexBlock(chapters: Chapter[]): Block | undefined {
  let block: Block | undefined;
  for (const chapter of chapters) {
    let depth = 1;
    visit(chapter.tree as Root, (node) => {
      if (node.type === 'heading') depth = node.depth;
      if (node.type !== 'containerDirective' || (node as ContainerDirective).name !== 'index') return;
      if (block) {
        const zh = '全书只印一个索引，前面已有“:::index”。请删去这一处。';
        const en = 'A book has one index, and there is an ":::index" before. Delete this one.';
        say(chapter.file, 'document:second-index', { zh, en }, { place: node, severity: 'error' });
      }
      block ??= { chapter, node: node as ContainerDirective, depth: Math.min(depth + 1, 6) };
    });
  }
  return block;
}

function listOf(entries: Entry[], depth: number, language: string): IndexList {
  const ids = new Map(entries.map(({ headword }, i) => [headword, `kb-index-${i + 1}`]));
  const links = (references: Entry['see']): EntryLink[] =>
    [...new Set(references.map(({ headword }) => headword))].flatMap((headword) => {
      const id = ids.get(headword);
      return id ? [{ headword, id }] : [];
    });
  const shown = ({ headword, locators, see, seeAlso, subs }: Entry): IndexEntry => ({
    headword,
    locators,
    see: links(see),
    seeAlso: links(seeAlso),
    subs: subs.map(shown),
  });
  const groups: IndexList['groups'] = [];
  for (const entry of entries) {
    const head = entry.key.group;
    if (groups.at(-1)?.head !== head) groups.push({ head, entries: [] });
    groups.at(-1)?.entries.push({ id: ids.get(entry.headword) ?? '', ...shown(entry) });
  }
  const words = language === 'zh-Hans' ? { see: '见', seeAlso: '另见' } : { see: '見', seeAlso: '另見' };
  return { type: 'indexList', depth, groups, words };
}
