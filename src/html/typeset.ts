import type { Root } from 'mdast';
import { VFile } from 'vfile';
import type { Manuscript } from '../book/load.ts';
import { type BookConfig, bookSchema } from '../book/schema.ts';
import { readKey } from '../book/yaml.ts';
import { openYaml } from '../book/yaml-source.ts';
import { type DrawDiagrams, fillDiagrams } from '../data/diagrams.ts';
import { DataBlocks, type DataOptions } from '../data/index.ts';
import { readBibliography, unread } from '../document/bibliography/read.ts';
import { assembleBook, type Book, type Sources } from '../document/index.ts';
import { gatherBlocks, parseMarkdown } from '../markdown/index.ts';
import { reportUnparsed } from '../markdown/unparsed.ts';
import { type KanbenMessage, say } from '../report/message.ts';
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
  /** What draws ```mermaid fences, if there are any (see pdf/diagrams). Without it they stay source code. */
  drawDiagrams?: DrawDiagrams | undefined;
}

/** Runs the chain from text to safe HTML. Problems are messages; nothing is written. */
export async function typeset(
  manuscript: Manuscript,
  template: Template,
  { progress = silent, tellFixes = false, drawDiagrams }: TypesetOptions = {},
): Promise<Typeset> {
  const { config, configFile, chapters, parts, files } = manuscript;
  const options = { language: config?.language, settings: config?.typography };
  const dataOptions: DataOptions = {
    language: (config ?? standIn).language,
    applyRules: (tree, file) => applyTypography(tree, file, options),
  };
  const data = new DataBlocks(files, dataOptions);
  const written: { file: VFile; tree: Root }[] = [];
  for (const [i, file] of chapters.entries()) {
    progress.step('typeset', { chapter: i + 1, chapters: chapters.length });
    const tree = parseMarkdown(file);
    reportUnparsed(tree, file);
    if (tellFixes) checkTypography(tree, file, options);
    // What the check has said is not said again.
    applyTypography(tree, tellFixes ? new VFile(file) : file, options);
    await data.fill(tree, file);
    written.push({ file, tree });
  }
  if (drawDiagrams) await fillDiagrams(written, drawDiagrams, data.drawings, dataOptions);
  const parsed = written.map(({ file, tree }) => ({ file, tree: gatherBlocks(tree, file) }));
  // With errors in book.yaml the chapters are still checked to the end: all problems come at once.
  const sources = await readSources(manuscript);
  const numbered = assembleBook(config ?? standIn, parsed, template, sources, parts);
  reportSettings(numbered, template, configFile);
  const book = await renderBook(numbered, files, configFile, data);
  const messages = [configFile, ...chapters, ...(sources?.file ? [sources.file] : []), ...data.files].flatMap(
    (file) => file.messages.sort(byLine) as KanbenMessage[],
  );
  return { book: config && book, messages };
}

/** Settings of book.yaml and the template that this book cannot follow. */
function reportSettings({ config, lists }: Book, template: Template, file: VFile): void {
  const source = openYaml(file, { text: String(file), offset: 0 });
  for (const { kind, entries, title } of lists) {
    if (entries.length > 0) continue;
    const place = source.value(['lists', config.lists.indexOf(kind)]);
    const zh = `lists 里写了 ${kind}，但全书没有可列的，不印“${title}”。请删去这一项。`;
    const en = `Under lists there is ${kind}, but the book has none; the list is left out. Delete it.`;
    say(file, 'document:empty-list', { zh, en }, { place });
  }
  if ((config.notes.numbering ?? template.notes.numbering) !== 'page') return;
  const zh = '还不能按页编号：注排在章末，不在页下，这里按章编号。请把 notes.numbering 写成 chapter 或 book。';
  const en =
    'Notes cannot be numbered by page yet: they stand at the end of the chapter, and are numbered by it here. Set notes.numbering to chapter or book.';
  say(file, 'document:notes-by-page', { zh, en }, { place: source.value(['notes', 'numbering']) });
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
