import type { Nodes, Parents, PhrasingContent } from 'mdast';
import type { ContainerDirective, TextDirective } from 'mdast-util-directive';
import { toString as textOf } from 'mdast-util-to-string';
import type { Node, Parent } from 'unist';
import { nearest } from '../../book/nearest.ts';
import { say } from '../../report/message.ts';
import { visit } from '../../tree/visit.ts';
import type { Chapter } from '../chapter.ts';
import type { Collation } from '../collation/index.ts';
import { type GlossaryEntry, type GlossaryList, readGlossary } from './read.ts';

export type { GlossaryEntry, GlossaryList } from './read.ts';

/** `:term[词]`: leads to the entry of the glossary. */
export interface TermUse extends Parent {
  type: 'termUse';
  children: PhrasingContent[];
  /** The id of the entry, if there is one. */
  target: string | undefined;
  /** Whether the entry is used here for the first time. */
  first: boolean;
}

declare module 'mdast' {
  interface PhrasingContentMap {
    termUse: TermUse;
  }
  interface RootContentMap {
    termUse: TermUse;
  }
}

/** Reads the `:::glossary` block, sorts it unless it stays as written, and leads every `:term[…]` to its entry. */
export function makeGlossary(chapters: Chapter[], collation: Collation | undefined): void {
  const found = findGlossary(chapters);
  const entries = new Map<string, GlossaryEntry>();
  for (const entry of found?.list.children ?? []) {
    for (const text of entry.names) {
      const before = entries.get(nameOf(text));
      if (before && found) {
        const zh = `“${text}”在术语表里解释了两次，第 ${before.position?.start.line} 行已有一条。请删去一条。`;
        const en = `The glossary explains "${text}" twice, first on line ${before.position?.start.line}. Delete one.`;
        say(found.chapter.file, 'document:duplicate-term', { zh, en }, { place: entry, severity: 'error' });
      } else entries.set(nameOf(text), entry);
    }
  }
  const used = leadTerms(chapters, entries, found !== undefined);
  if (!found) return;
  const { list, chapter } = found;
  for (const entry of list.children) {
    const name = entry.names[0] ?? '';
    if (used.has(entry.id) || entries.get(nameOf(name)) !== entry) continue;
    const zh = `术语“${name}”在正文里没有用到。用到的地方写成 :term[${name}]，读者可以点到解释。`;
    const en = `The term "${name}" is not used in the text. Write :term[${name}] where it is, and readers can look it up.`;
    say(chapter.file, 'document:unused-term', { zh, en }, { place: entry, severity: 'info' });
  }
  if (!collation) return;
  list.children = list.children
    .map((entry) => ({ entry, key: collation.keyOf(entry.names[0] ?? '') }))
    .sort((a, b) => collation.compare(a.key, b.key))
    .map(({ entry }) => entry);
}

function findGlossary(chapters: Chapter[]): { list: GlossaryList; chapter: Chapter } | undefined {
  let found: { list: GlossaryList; chapter: Chapter } | undefined;
  for (const chapter of chapters) {
    visit(chapter.tree, (node) => {
      if (node.type !== 'containerDirective' || (node as ContainerDirective).name !== 'glossary') return;
      if (found) {
        const zh = '全书只有一个术语表，前面已有“:::glossary”。请把这里的词移过去。';
        const en = 'A book has one glossary, and there is a ":::glossary" before. Move these terms there.';
        say(chapter.file, 'document:second-glossary', { zh, en }, { place: node, severity: 'error' });
        return;
      }
      const list = readGlossary(node as ContainerDirective, chapter);
      found = { list, chapter };
      if (list.children.length > 0) return;
      const zh = '术语表是空的。请写上列表，每项一个词：“- **词**：解释”。';
      const en = 'The glossary is empty. Write a list with a word in each item: "- **word**: what it means".';
      say(chapter.file, 'document:empty-glossary', { zh, en }, { place: node });
    });
  }
  return found;
}

/** The ids of the entries that are used. */
function leadTerms(chapters: Chapter[], entries: Map<string, GlossaryEntry>, exists: boolean): Set<string> {
  const used = new Set<string>();
  let told = false;
  for (const { title, tree, notes, file } of chapters) {
    const lead = (within: Nodes) =>
      visit(within, (node, index, parent: Parents | undefined) => {
        if (node.type !== 'textDirective' || node.name !== 'term' || !parent || index === undefined) return;
        const directive = node as TextDirective;
        const { as, ...others } = directive.attributes ?? {};
        const name = (as || textOf(directive)).trim();
        const entry = entries.get(nameOf(name));
        const tell = (rule: string, zh: string, en: string, expected?: string) =>
          say(
            file,
            `document:${rule}`,
            { zh, en },
            { place: directive, severity: 'error', ...(expected && { expected: [expected] }) },
          );
        for (const other of Object.keys(others)) {
          const zh = `:term 没有“${other}”这一项，只有 as（术语表里的词）。`;
          const en = `A :term has no attribute "${other}", only as (the word of the glossary).`;
          tell('term-attribute', zh, en);
        }
        if (!exists && !told) {
          told = true;
          const zh = '这里用了术语，但书里没有术语表。请在一章里写“:::glossary”、列表“- **词**：解释”和“:::”。';
          const en =
            'A term is used here, but the book has no glossary. Write ":::glossary", a list "- **word**: what it means" and ":::" in a chapter.';
          tell('no-glossary', zh, en);
        } else if (exists && !entry) {
          const guess = nearest(
            name,
            [...entries.values()].flatMap(({ names }) => names),
          );
          const zh = `术语表里没有“${name}”。${guess ? `是不是“${guess}”？` : '请在术语表里解释它，或用 as="…" 指明是哪个词。'}`;
          const en = `The glossary has no "${name}". ${guess ? `Did you mean "${guess}"?` : 'Explain it there, or say with as="…" which word is meant.'}`;
          tell('unknown-term', zh, en, guess);
        }
        const use: TermUse = {
          type: 'termUse',
          children: directive.children,
          target: entry?.id,
          first: entry !== undefined && !used.has(entry.id),
        };
        if (entry) used.add(entry.id);
        (parent.children as (PhrasingContent | Node)[])[index] = { ...use, ...place(directive) };
      });
    lead({ type: 'paragraph', children: title });
    lead(tree);
    for (const { content } of notes) lead({ type: 'root', children: content });
  }
  return used;
}

function place({ position }: Node): Pick<Node, 'position'> {
  return position ? { position } : {};
}

/** GDP and gdp are one word. */
function nameOf(term: string): string {
  return term.normalize('NFKC').toLowerCase();
}
