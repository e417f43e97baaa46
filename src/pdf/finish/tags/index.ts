import { PDFDict, type PDFDocument, PDFName } from '@cantoo/pdf-lib';
import type { Element, Root } from 'hast';
import { visit } from 'unist-util-visit';
import { flattenContents } from '../../../document/contents.ts';
import type { TypesetBook } from '../../../html/index.ts';
import type { Template } from '../../../template/load.ts';
import { formulaKey, texOf } from '../../tag-hints.ts';
import { markArtifacts } from './artifacts.ts';
import { joinCodeLines } from './code.ts';
import { tagContents } from './contents.ts';
import { divideFigures, placeFigures } from './figures.ts';
import { levelHeadings } from './headings.ts';
import { readHints } from './hints.ts';
import { renumberHeaderCells } from './ids.ts';
import { tagLinks } from './links.ts';
import { completeLists } from './lists.ts';
import { tagNotes } from './notes.ts';
import { dissolvePlainContainers } from './plain-containers.ts';
import { prune } from './prune.ts';
import { tagRuby } from './ruby.ts';
import { nameSections } from './sections.ts';
import { roleMap } from './structure-types.ts';
import { tidyTables } from './tables.ts';
import { readTags, tagsBelow, writeTags } from './tree.ts';

/** Makes of Chromium's tags a tree that readers of PDF/UA understand. The order matters: each step finds what the one before left. */
export function mendTags(document: PDFDocument, book: TypesetBook, template: Template): void {
  const tree = readTags(document);
  if (!tree) throw new Error('the browser wrote no tags');
  readHints(tree, book.config.language, formulasOf(book));
  nameSections(tree);
  tidyTables(document, tree);
  divideFigures(tree);
  markArtifacts(document, tree);
  prune(tree);
  tagContents(document, tree);
  tagLinks(document, tree, describer(book, template));
  tagNotes(
    document,
    tree,
    book.html.flatMap((chapter) => chapter.notes),
  );
  joinCodeLines(tree);
  dissolvePlainContainers(document, tree);
  completeLists(document, tree);
  tagRuby(document, tree);
  placeFigures(document, tree);
  levelHeadings(tree);
  prune(tree);
  renumberHeaderCells(tree);
  writeTags(document, tree);
  const used = new Set([...tagsBelow(tree)].map((tag) => tag.role));
  const mapped = Object.entries(roleMap).filter(([role]) => used.has(role));
  const root = document.catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict);
  if (mapped.length > 0) root.set(PDFName.of('RoleMap'), document.context.obj(Object.fromEntries(mapped)));
}

/** The TeX of every formula, by the key that its hint carries. */
function formulasOf(book: TypesetBook): Map<string, string> {
  const formulas = new Map<string, string>();
  for (const { title, body, notes } of book.html) {
    const tree: Root = { type: 'root', children: [...title, ...body, ...notes.flatMap((note) => note.content)] };
    visit(tree, 'element', (element: Element) => {
      if (element.tagName === 'math') formulas.set(formulaKey(texOf(element)), texOf(element));
    });
  }
  return formulas;
}

/** What a link to an id is called: 第一章　总论, 图 1-1, 注释 3. */
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
