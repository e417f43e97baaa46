import { PDFDict, type PDFDocument } from '@cantoo/pdf-lib';
import type { PartFacts } from '../../part-facts.ts';
import { toName } from '../names.ts';
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

/**
 * Makes of Chromium's tags for one part a tree that readers of PDF/UA understand. The order matters: each step finds what the one
 * before left.
 * @throws Error when the part is not tagged.
 */
export function mendTags(document: PDFDocument, facts: PartFacts): void {
  const tree = readTags(document);
  if (!tree) throw new Error('the browser wrote no tags');
  const titles = new Map(facts.titles);
  readHints(tree, facts.language, new Map(facts.formulas));
  nameSections(tree);
  tidyTables(document, tree);
  divideFigures(tree);
  markArtifacts(document, tree);
  prune(tree);
  tagContents(document, tree);
  tagLinks(document, tree, (id) => titles.get(id) ?? id);
  tagNotes(document, tree, facts);
  joinCodeLines(tree);
  dissolvePlainContainers(document, tree);
  completeLists(document, tree);
  tagRuby(document, tree);
  placeFigures(document, tree);
  levelHeadings(tree);
  prune(tree);
  renumberHeaderCells(tree, facts.part);
  writeTags(document, tree);
  const used = new Set([...tagsBelow(tree)].map((tag) => tag.role));
  const mapped = Object.entries(roleMap).filter(([role]) => used.has(role));
  const root = document.catalog.lookup(toName('StructTreeRoot'), PDFDict);
  if (mapped.length > 0) root.set(toName('RoleMap'), document.context.obj(Object.fromEntries(mapped)));
}
