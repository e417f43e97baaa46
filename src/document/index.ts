import type { VFile } from 'vfile';
import type { BookConfig } from '../book/schema.ts';
import type { Template } from '../template/load.ts';
import { resolveCitations } from './bibliography/cite.ts';
import type { Bibliography } from './bibliography/reference.ts';
import { type Chapter, openChapter, type ParsedChapter } from './chapter.ts';
import { type ContentsEntry, listContents } from './contents.ts';
import { collectNotes } from './notes.ts';
import { numberChapters } from './number.ts';
import { reportLinksAcrossOutputs, reportNumberedInOutputs } from './output-blocks.ts';
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
export function assembleBook(config: BookConfig, parsed: ParsedChapter[], template: Template, sources?: Sources): Book {
  const chapters = parsed.map(openChapter);
  // Front matter, body, appendices, back matter, whatever the order of the files; the sort is stable.
  chapters.sort((a, b) => matters.indexOf(a.options.matter) - matters.indexOf(b.options.matter));
  for (const chapter of chapters) collectNotes(chapter);
  resolveCitations(chapters, sources?.bibliography, sources?.file);
  numberChapters(chapters, template.labels);
  reportNumberedInOutputs(chapters);
  const targets = listTargets(chapters, template.labels);
  resolveReferences(chapters, targets);
  reportLinksAcrossOutputs(chapters);
  return { config, chapters, contents: listContents(chapters, template.contentsDepth), targets };
}
