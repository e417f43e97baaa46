import type { Root } from 'mdast';
import type { VFile } from 'vfile';
import type { BookConfig } from '../book/schema.ts';
import type { Template } from '../template/load.ts';
import { resolveCitations } from './bibliography/cite.ts';
import type { Bibliography } from './bibliography/reference.ts';
import { makeIndex } from './book-index/index.ts';
import { type Chapter, openChapter } from './chapter.ts';
import { Collation } from './collation/index.ts';
import { type ContentsEntry, listContents } from './contents.ts';
import { makeGlossary } from './glossary/index.ts';
import { collectNotes } from './notes.ts';
import { numberChapters } from './number.ts';
import { resolveReferences } from './references.ts';
import { listTargets, type Targets } from './targets.ts';

/** The book as a whole: numbered, its notes collected, its links led to their targets. */
export interface Book {
  config: BookConfig;
  chapters: Chapter[];
  contents: ContentsEntry[];
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
  parsed: { file: VFile; tree: Root }[],
  template: Template,
  sources?: Sources,
): Book {
  const chapters = parsed.map(({ file, tree }, ordinal) => openChapter(file, tree, ordinal));
  // Front matter, body, appendices, back matter, whatever the order of the files; the sort is stable.
  chapters.sort((a, b) => matters.indexOf(a.options.matter) - matters.indexOf(b.options.matter));
  for (const chapter of chapters) collectNotes(chapter);
  resolveCitations(chapters, sources?.bibliography, sources?.file);
  numberChapters(chapters, template.labels);
  const { language, index, glossary } = config;
  const order = index.order ?? (language === 'zh-Hans' ? 'pinyin' : 'stroke');
  const terms = glossary.order ?? order;
  makeGlossary(chapters, terms === 'written' ? undefined : new Collation(terms, language));
  makeIndex(chapters, new Collation(order, language), language);
  const targets = listTargets(chapters, template.labels);
  resolveReferences(chapters, targets);
  return { config, chapters, contents: listContents(chapters, template.contentsDepth), targets };
}
