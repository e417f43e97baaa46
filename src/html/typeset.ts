import type { Text } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Manuscript } from '../book/load.ts';
import { bookSchema } from '../book/schema.ts';
import { readKey } from '../book/yaml.ts';
import { type DrawDiagrams, fillDiagrams } from '../data/diagrams.ts';
import { readBibliography, unread } from '../document/bibliography/read.ts';
import { assembleBook, type Sources } from '../document/index.ts';
import { outlineOf } from '../document/outline.ts';
import { reportSettings } from '../document/report-settings.ts';
import { gatherBlocks } from '../markdown/index.ts';
import { type KanbenMessage, withoutRepeats } from '../report/message.ts';
import { type Progress, silent } from '../report/progress.ts';
import type { Template } from '../template/load.ts';
import { applyTypography, type TypographyOptions } from '../typography/index.ts';
import { type ChapterReader, openReader, type ReadChapter, standIn } from './chapter-reader.ts';
import { type ChapterHtml, renderBook, type TypesetBook } from './index.ts';
import { ChapterKeep } from './keep.ts';
import type { PictureRoom } from './resolution.ts';
import { setUpright } from './vertical.ts';

/** A manuscript brought as far as both outputs share: parsed, corrected, numbered, rendered to safe HTML. */
export interface Typeset {
  /** undefined if book.yaml has errors. */
  book: TypesetBook | undefined;
  /** Everything found, in the order of the files and of their lines. */
  messages: KanbenMessage[];
  /** The chapters as far as they matter to each other, by path, if they were asked for (see retypeset.ts). */
  outlines: ReadonlyMap<string, ReadChapter>;
  /** The bibliography, if there is one. */
  sources: Sources | undefined;
}

export interface TypesetOptions {
  progress?: Progress;
  /** Also tell what the text rules change without asking. */
  tellFixes?: boolean;
  /** What draws ```mermaid fences, if there are any (see pdf/diagrams). Without it they stay source code. */
  drawDiagrams?: DrawDiagrams | undefined;
  /** Where the work on chapters is kept. Default: nowhere. */
  keep?: ChapterKeep;
  /** Whether the chapters' outlines are wanted. */
  outline?: boolean;
}

/** Runs the chain from text to safe HTML. Problems are messages; nothing is written. */
export async function typeset(
  manuscript: Manuscript,
  template: Template,
  {
    progress = silent,
    tellFixes = false,
    drawDiagrams,
    keep = new ChapterKeep(),
    outline = false,
  }: TypesetOptions = {},
): Promise<Typeset> {
  const { configFile, chapters } = manuscript;
  const reader = await openReader(manuscript, template, { tellFixes, keep });
  const { config, data } = reader;
  const read: ReadChapter[] = [];
  for (const [i, file] of chapters.entries()) {
    progress.step('typeset', { chapter: i + 1, chapters: chapters.length });
    read.push(await reader.read(file));
  }
  if (drawDiagrams) await fillDiagrams(read, drawDiagrams, data.drawings, reader.dataOptions);
  const parsed = read.map(gathered);
  const outlines = new Map(
    outline ? parsed.map((each) => [each.file.path, { ...each, tree: outlineOf(each.tree) }] as const) : [],
  );
  // With errors in book.yaml the chapters are still checked to the end: all problems come at once.
  const sources = await readSources(manuscript);
  const numbered = assembleBook(config ?? standIn, parsed, template, sources, titledParts(manuscript, reader));
  reportSettings(numbered, template, configFile);
  const others = [...reader.valueFiles, ...data.files, ...reader.included];
  const dataFiles = [...new Set(others.map((file) => file.path))];
  const rendered = await renderBook(numbered, manuscript, data, dataFiles, keep, roomFor(template));
  const book = { ...rendered, html: rendered.html.map((each) => inDirection(each, template)) };
  await keep.finish();
  const messages = [configFile, ...chapters, ...(sources?.file ? [sources.file] : []), ...others].flatMap(
    (file) => file.messages.sort(byLine) as KanbenMessage[],
  );
  return { book: config && book, messages: withoutRepeats(messages), outlines, sources };
}

/** A chapter with its blocks of several paragraphs put together. */
export function gathered(chapter: ReadChapter): ReadChapter {
  if (chapter.gathered) return chapter;
  return { ...chapter, tree: gatherBlocks(chapter.tree, chapter.file), gathered: true };
}

/** The parts of the book (编) with their titles as the text rules leave them. */
export function titledParts({ parts }: Manuscript, { rules }: ChapterReader): Manuscript['parts'] {
  return parts.map((part) => ({ ...part, title: partTitle(part, rules) }));
}

/** A chapter as the lines of the template run. */
export function inDirection(html: ChapterHtml, template: Template): ChapterHtml {
  if (template.page.direction !== 'vertical') return html;
  const { language, title, body, notes } = html;
  return {
    ...html,
    title: setUpright(title, language),
    body: setUpright(body, language),
    notes: notes.map((note) => ({ ...note, content: setUpright(note.content, language) })),
  };
}

/** The title that book.yaml gives a part, after the text rules and, in a converted book, in its script. */
function partTitle({ title, file, place }: Manuscript['parts'][number], options: TypographyOptions): string {
  const text: Text = { type: 'text', value: title };
  const heading = { type: 'heading' as const, depth: 1 as const, children: [text], ...(place && { position: place }) };
  applyTypography({ type: 'root', children: [heading] }, file, options);
  return textOf(heading);
}

/** The largest size of a picture on the page of a template; undefined if it does not say. */
export function roomFor({ pictures }: Pick<Template, 'pictures'>): PictureRoom | undefined {
  return pictures && { width: Number.parseFloat(pictures.width), height: Number.parseFloat(pictures.height) };
}

/** The bibliography, if book.yaml names one; with errors elsewhere in book.yaml too. */
async function readSources(manuscript: Manuscript): Promise<Sources | undefined> {
  const { config, configFile } = manuscript;
  const yaml = { text: String(configFile), offset: 0 };
  const named = config ? config.bibliography : readKey(configFile, yaml, 'bibliography', bookSchema.shape.bibliography);
  if (named) return readBibliography(named, manuscript);
  return config ? undefined : { bibliography: unread };
}

function byLine(a: KanbenMessage, b: KanbenMessage): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
