import type { Root } from 'mdast';
import { VFile } from 'vfile';
import type { Manuscript } from '../book/load.ts';
import { type BookConfig, bookSchema } from '../book/schema.ts';
import { readKey } from '../book/yaml.ts';
import { DataBlocks } from '../data/index.ts';
import { readBibliography, unread } from '../document/bibliography/read.ts';
import { assembleBook, type Sources } from '../document/index.ts';
import { gatherBlocks, parseMarkdown } from '../markdown/index.ts';
import { reportUnparsed } from '../markdown/unparsed.ts';
import type { KanbenMessage } from '../report/message.ts';
import { type Progress, silent } from '../report/progress.ts';
import type { Template } from '../template/load.ts';
import { applyTypography, checkTypography } from '../typography/index.ts';
import { renderBook, type TypesetBook } from './index.ts';

/** A manuscript brought as far as both outputs share: parsed, corrected, numbered, rendered to safe HTML. */
export interface Typeset {
  /** undefined if book.yaml has errors. */
  book: TypesetBook | undefined;
  /** Everything found, in the order of the files and of their lines. */
  messages: KanbenMessage[];
}

export interface TypesetOptions {
  progress?: Progress;
  /** Also tell what the text rules change without asking. */
  tellFixes?: boolean;
}

/** Runs the chain from text to safe HTML. Problems are messages; nothing is written. */
export async function typeset(
  manuscript: Manuscript,
  template: Template,
  { progress = silent, tellFixes = false }: TypesetOptions = {},
): Promise<Typeset> {
  const { config, configFile, chapters, files } = manuscript;
  const options = { language: config?.language, settings: config?.typography };
  const data = new DataBlocks(files, {
    language: (config ?? standIn).language,
    colours: template.charts.colours,
    applyRules: (tree, file) => applyTypography(tree, file, options),
  });
  const parsed: { file: VFile; tree: Root }[] = [];
  for (const [i, file] of chapters.entries()) {
    progress.step('typeset', { chapter: i + 1, chapters: chapters.length });
    const tree = parseMarkdown(file);
    reportUnparsed(tree, file);
    if (tellFixes) checkTypography(tree, file, options);
    // What the check has said is not said again.
    applyTypography(tree, tellFixes ? new VFile(file) : file, options);
    await data.fill(tree, file);
    parsed.push({ file, tree: gatherBlocks(tree, file) });
  }
  // With errors in book.yaml the chapters are still checked to the end: all problems come at once.
  const sources = await readSources(manuscript);
  const numbered = assembleBook(config ?? standIn, parsed, template, sources);
  const book = await renderBook(numbered, files, configFile, data, roomFor(template));
  const messages = [configFile, ...chapters, ...(sources?.file ? [sources.file] : []), ...data.files].flatMap(
    (file) => file.messages.sort(byLine) as KanbenMessage[],
  );
  return { book: config && book, messages };
}

function roomFor({ pictures }: Template) {
  return pictures && { width: Number.parseFloat(pictures.width), height: Number.parseFloat(pictures.height) };
}

/** The bibliography, if book.yaml names one; with errors elsewhere in book.yaml too. */
async function readSources({ config, configFile, files }: Manuscript): Promise<Sources | undefined> {
  const yaml = { text: String(configFile), offset: 0 };
  const named = config ? config.bibliography : readKey(configFile, yaml, 'bibliography', bookSchema.shape.bibliography);
  if (named) return readBibliography(named, files, configFile);
  return config ? undefined : { bibliography: unread };
}

const standIn: BookConfig = bookSchema.parse({ id: 'x', title: 'x', date: '2000-01-01', creators: [{ name: 'x' }] });

function byLine(a: KanbenMessage, b: KanbenMessage): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
