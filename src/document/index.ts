import type { VFile } from 'vfile';
import type { PartOfBook } from '../book/load.ts';
import type { BookConfig } from '../book/schema.ts';
import type { Template } from '../template/load.ts';
import { resolveCitations } from './bibliography/cite.ts';
import type { Bibliography } from './bibliography/reference.ts';
import { makeIndex } from './book-index/index.ts';
import { type Chapter, openChapter, type ParsedChapter } from './chapter.ts';
import { Collation } from './collation/index.ts';
import { type ContentsEntry, listContents } from './contents.ts';
import { makeGlossary } from './glossary/index.ts';
import { reportHugeTables } from './huge-tables.ts';
import { type FigureList, listFigures } from './lists.ts';
import { noteSettings } from './note-settings.ts';
import { collectNotes } from './notes.ts';
import { numberChapters } from './number.ts';
import { numberFigures } from './number-figures.ts';
import { reportLinksAcrossOutputs, reportNumberedInOutputs } from './output-blocks.ts';
import { insertParts } from './parts.ts';
import { resolveReferences } from './references.ts';
import { listTargets, type Targets } from './targets.ts';
import { reportUnusedLabels } from './unused-labels.ts';

/** The book as a whole: numbered, its notes collected, its links led to their targets. */
export interface Book {
  config: BookConfig;
  /** In reading order, each part before its chapters. */
  chapters: Chapter[];
  contents: ContentsEntry[];
  /** Behind the contents. */
  lists: FigureList[];
  targets: Targets;
}

/** The works that may be cited, and the file they come from. */
export interface Sources {
  bibliography: Bibliography;
  file?: VFile;
}

const matters = ['front', 'body', 'appendix', 'back'];

/** The passes over the whole book, in order: each needs what the one before it has filled in. */
export function assembleBook(
  config: BookConfig,
  parsed: ParsedChapter[],
  template: Template,
  sources?: Sources,
  parts: readonly PartOfBook[] = [],
): Book {
  const chapters = parsed.map(openChapter);
  // Front matter, body, appendices, back matter, whatever the order of the files; the sort is stable.
  chapters.sort((a, b) => matters.indexOf(a.options.matter) - matters.indexOf(b.options.matter));
  insertParts(chapters, parts);
  const { numbering } = noteSettings(config, template);
  let notes = 0;
  for (const chapter of chapters) {
    collectNotes(chapter, numbering === 'book' ? notes : 0);
    notes += chapter.notes.length;
  }
  resolveCitations(chapters, sources?.bibliography, sources?.file, config.language !== 'zh-Hans');
  numberChapters(chapters, template.labels);
  numberFigures(chapters, template.labels);
  const { language, index, glossary } = config;
  const order = index.order ?? (language === 'zh-Hans' ? 'pinyin' : 'stroke');
  const terms = glossary.order ?? order;
  makeGlossary(chapters, terms === 'written' ? undefined : new Collation(terms, language));
  makeIndex(chapters, new Collation(order, language), language);
  reportNumberedInOutputs(chapters);
  const targets = listTargets(chapters, template.labels);
  const linked = resolveReferences(chapters, targets);
  reportUnusedLabels(chapters, linked);
  reportHugeTables(chapters);
  reportLinksAcrossOutputs(chapters);
  return {
    config,
    chapters,
    contents: listContents(chapters, template.contentsDepth),
    lists: listFigures(chapters, config.lists, template.labels),
    targets,
  };
}
