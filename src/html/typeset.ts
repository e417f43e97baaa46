import type { Root, Text } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { VFile } from 'vfile';
import { defaultEdition } from '../book/editions.ts';
import type { Manuscript } from '../book/load.ts';
import { type BookConfig, bookSchema, chapterSchema } from '../book/schema.ts';
import { readKey } from '../book/yaml.ts';
import { DataReader } from '../data/csv.ts';
import { type DrawDiagrams, fillDiagrams } from '../data/diagrams.ts';
import { DataBlocks, type DataOptions } from '../data/index.ts';
import { fillValues } from '../data/values.ts';
import { readBibliography, unread } from '../document/bibliography/read.ts';
import type { ParsedChapter } from '../document/chapter.ts';
import { assembleBook, type Sources } from '../document/index.ts';
import { reportSettings } from '../document/report-settings.ts';
import { Includes } from '../markdown/includes.ts';
import { gatherBlocks, parseMarkdown } from '../markdown/index.ts';
import { reportUnparsed } from '../markdown/unparsed.ts';
import { chooseVariants } from '../markdown/variants.ts';
import { type KanbenMessage, withoutRepeats } from '../report/message.ts';
import { type Progress, silent } from '../report/progress.ts';
import type { Template } from '../template/load.ts';
import { convertRest } from '../typography/convert-rest.ts';
import { applyTypography, checkTypography, type TypographyOptions } from '../typography/index.ts';
import { convertSettings, readConversion } from './conversion.ts';
import { type ChapterHtml, renderBook, type TypesetBook } from './index.ts';
import { ChapterKeep } from './keep.ts';
import type { PictureRoom } from './resolution.ts';
import { readValues } from './values.ts';
import { setUpright } from './vertical.ts';

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
  /** Where the work on chapters is kept. Default: nowhere. */
  keep?: ChapterKeep;
}

/** Runs the chain from text to safe HTML. Problems are messages; nothing is written. */
export async function typeset(
  manuscript: Manuscript,
  template: Template,
  { progress = silent, tellFixes = false, drawDiagrams, keep = new ChapterKeep() }: TypesetOptions = {},
): Promise<Typeset> {
  const { configFile, chapters, files } = manuscript;
  const tables = new DataReader(files);
  const { values, files: valueFiles } = await readValues(manuscript, tables);
  const conversion = await readConversion(manuscript, tables);
  const config = conversion ? convertSettings(manuscript, conversion) : manuscript.config;
  const written = { language: config?.convert?.from ?? config?.language, settings: config?.typography };
  const options = { ...written, language: config?.language, convert: conversion?.edits };
  const dataOptions: DataOptions = {
    language: (config ?? standIn).language,
    colours: template.charts.colours,
    unitsLine: template.labels.units,
    applyRules: (tree, file) => applyTypography(tree, file, options),
    convert: conversion?.text,
  };
  const data = new DataBlocks(tables, dataOptions);
  const editions = { edition: manuscript.edition, known: [defaultEdition, ...manuscript.editions] };

  /** One file, be it a chapter or a part of one: read and corrected by itself, so that its lines are its own. */
  const readText = async (file: VFile, converted: boolean): Promise<Root> => {
    const tree = parseMarkdown(file);
    reportUnparsed(tree, file);
    chooseVariants(tree, file, editions);
    fillValues(tree, file, values);
    if (tellFixes) checkTypography(tree, file, written);
    // What the check has said is not said again.
    applyTypography(tree, tellFixes ? new VFile(file) : file, converted ? options : written);
    if (converted && conversion) convertRest(tree, conversion);
    await data.fill(tree, file);
    return tree;
  };

  const read: (ParsedChapter & { gathered: boolean })[] = [];
  const included: VFile[] = [];
  const rules = JSON.stringify([
    written,
    editions,
    tellFixes,
    ...[...values].map(([name, value]) => [name, String(value?.file ?? '')]),
  ]);
  for (const [i, file] of chapters.entries()) {
    progress.step('typeset', { chapter: i + 1, chapters: chapters.length });
    // A chapter in another language is not converted, nor are its parts.
    const converted = conversion !== undefined && isIn(config?.convert?.from, file);
    const includes = new Includes({
      files,
      chapters: chapters.map((chapter) => chapter.path),
      read: (part) => readText(part, converted),
    });
    const readWhole = async () => {
      const tree = await readText(file, converted);
      await includes.fill(tree, file);
      return tree;
    };
    // A chapter of its own text alone; what it has from other files is read with them.
    const alone = !converted && !fromElsewhere.test(String(file));
    const tree = alone
      ? await keep.remember(
          file,
          ['read', file.path, String(file), rules],
          async () => gatherBlocks(await readWhole(), file),
          // Numbers will be put into it.
          { own: true },
        )
      : await readWhole();
    included.push(...includes.files);
    read.push({ file, tree, convert: converted ? conversion?.text : undefined, gathered: alone });
  }
  if (drawDiagrams) await fillDiagrams(read, drawDiagrams, data.drawings, dataOptions);
  const parsed = read.map((chapter) =>
    chapter.gathered ? chapter : { ...chapter, tree: gatherBlocks(chapter.tree, chapter.file) },
  );
  // With errors in book.yaml the chapters are still checked to the end: all problems come at once.
  const sources = await readSources(manuscript);
  const parts = manuscript.parts.map((part) => ({ ...part, title: partTitle(part, options) }));
  const numbered = assembleBook(config ?? standIn, parsed, template, sources, parts);
  reportSettings(numbered, template, configFile);
  const others = [...valueFiles, ...data.files, ...included];
  const dataFiles = [...new Set(others.map((file) => file.path))];
  const rendered = await renderBook(numbered, manuscript, data, dataFiles, keep, roomFor(template));
  const book = template.page.direction === 'vertical' ? { ...rendered, html: rendered.html.map(inVertical) } : rendered;
  await keep.finish();
  const messages = [configFile, ...chapters, ...(sources?.file ? [sources.file] : []), ...others].flatMap(
    (file) => file.messages.sort(byLine) as KanbenMessage[],
  );
  return { book: config && book, messages: withoutRepeats(messages) };
}

/** A chapter in lines that run down the page. */
function inVertical({ language, title, body, notes, ...chapter }: ChapterHtml): ChapterHtml {
  return {
    ...chapter,
    language,
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

/** How a chapter says that something of another file stands in it: data, a part, a diagram. */
const fromElsewhere = /::(?:table|chart|include)\b|^[ \t>]*(?:```|~~~)[^\n]*mermaid/im;

const standIn: BookConfig = bookSchema.parse({ id: 'x', title: 'x', date: '2000-01-01', creators: [{ name: 'x' }] });

/** Whether a chapter is in that language, which is the book's unless its front matter names another. */
function isIn(language: string | undefined, file: VFile): boolean {
  const head = /^---[ \t]*\r?\n([\s\S]*?)\n---/.exec(String(file))?.[1];
  const own = head && readKey(file, { text: head, offset: 0 }, 'language', chapterSchema.shape.language);
  return !own || own === language;
}

function byLine(a: KanbenMessage, b: KanbenMessage): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
