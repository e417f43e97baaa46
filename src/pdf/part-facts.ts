import type { ElementContent } from 'hast';
import { type ContentsEntry, flattenContents } from '../document/contents.ts';
import { noteSettings } from '../document/note-settings.ts';
import { eachElement } from '../html/each-element.ts';
import type { ChapterHtml, TypesetBook } from '../html/index.ts';
import { decodeAddress } from '../markdown/decode-address.ts';
import type { Template } from '../template/load.ts';
import type { AuditFacts } from './audit/facts.ts';
import { type Part, partIds } from './pages.ts';
import { formulaKey, texOf } from './tag-hints.ts';

/**
 * What a part's PDF cannot say of itself and its tags need. Plain data: two parts with the same PDF and the same facts compile
 * to the same.
 */
export interface PartFacts {
  /** Id of the part, which no other part of the book has. */
  part: string;
  /** Language of the book. */
  language: string;
  /** The TeX of the formulas, by the key that their hints carry (see tag-hints.ts). */
  formulas: [key: string, tex: string][];
  /** The notes that stand in the part, and the ids of their marks. */
  notes: { id: string; marks: string[] }[];
  /** What the targets of the part's links are called: 第一章　总论, 图 1-1, 注释 3. */
  titles: [id: string, words: string][];
  kind: Part['kind'];
  audit: AuditFacts;
}

/** The facts of each part. `audit`: what the audit needs to know of all of them. */
export function factsOfParts(
  parts: readonly Part[],
  book: TypesetBook,
  template: Template,
  audit: Omit<AuditFacts, 'notes'>,
): Map<Part, PartFacts> {
  const describe = describer(book, template);
  const atFoot = noteSettings(book.config, template).place === 'page';
  return new Map(
    parts.map((part) => {
      const facts = partFacts(part, book, describe);
      const notes = atFoot ? facts.notes.map(({ id, marks }) => ({ id, mark: marks[0] ?? '' })) : [];
      return [part, { ...facts, audit: { ...audit, notes } }];
    }),
  );
}

function partFacts(part: Part, book: TypesetBook, describe: (id: string) => string): Omit<PartFacts, 'audit'> {
  const chapter = book.html.find((each) => each.chapter.id === part.id);
  const trees = chapter ? [...chapter.title, ...chapter.body, ...chapter.notes.flatMap((note) => note.content)] : [];
  const targets = chapter ? [...linksOf(trees), ...marksOf(chapter)] : listed(part, book);
  return {
    part: part.id,
    kind: part.kind,
    language: book.config.language,
    formulas: [...formulasOf(trees)],
    notes: chapter ? chapter.notes.map(({ id, marks }) => ({ id, marks })) : [],
    titles: [...new Set(targets)].map((id) => [id, describe(id)]),
  };
}

function listed(part: Part, book: TypesetBook): string[] {
  if (part.kind !== 'contents') return [];
  const entries: { id: string }[] =
    part.id === partIds.contents
      ? flattenContents(book.contents as ContentsEntry[])
      : book.lists.flatMap((list) => list.entries);
  return entries.map(({ id }) => id);
}

function linksOf(trees: ElementContent[]): string[] {
  const ids: string[] = [];
  eachElement(trees, ({ tagName, properties }) => {
    if (tagName === 'a' && typeof properties.href === 'string' && properties.href.startsWith('#'))
      ids.push(decodeAddress(properties.href.slice(1)));
  });
  return ids;
}

/** From a note back to its marks. */
function marksOf({ notes }: ChapterHtml): string[] {
  return notes.flatMap(({ marks }) => marks);
}

function formulasOf(trees: ElementContent[]): Map<string, string> {
  const formulas = new Map<string, string>();
  eachElement(trees, (element) => {
    if (element.tagName === 'math') formulas.set(formulaKey(texOf(element)), texOf(element));
  });
  return formulas;
}

function describer(book: TypesetBook, template: Template): (id: string) => string {
  const titles = new Map<string, string>();
  for (const { label, text, id } of flattenContents(book.contents))
    titles.set(id, [label, text].filter(Boolean).join('　'));
  for (const { notes } of book.html) {
    for (const { id, number, marks } of notes) {
      titles.set(id, `${template.labels.notes} ${number}`);
      for (const mark of marks) titles.set(mark, `${template.labels.notes} ${number} ↩`);
    }
  }
  return (id) => {
    const target = book.targets.byId.get(id);
    return titles.get(id) || target?.reference || target?.chapter.titleText || id;
  };
}
