import type { Root } from 'mdast';
import { VFile } from 'vfile';
import { defaultEdition } from '../book/editions.ts';
import type { Manuscript } from '../book/load.ts';
import { type BookConfig, bookSchema, chapterSchema } from '../book/schema.ts';
import { readKey } from '../book/yaml.ts';
import { DataReader } from '../data/csv.ts';
import { DataBlocks, type DataOptions } from '../data/index.ts';
import { fillValues } from '../data/values.ts';
import type { ParsedChapter } from '../document/chapter.ts';
import { Includes } from '../markdown/includes.ts';
import { gatherBlocks, parseMarkdown } from '../markdown/index.ts';
import { reportUnparsed } from '../markdown/unparsed.ts';
import { chooseVariants } from '../markdown/variants.ts';
import type { Template } from '../template/load.ts';
import { convertRest } from '../typography/convert-rest.ts';
import { applyTypography, checkTypography, type TypographyOptions } from '../typography/index.ts';
import { convertSettings, readConversion } from './conversion.ts';
import type { ChapterKeep } from './keep.ts';
import { readValues } from './values.ts';

/** A chapter as the text rules leave it; `gathered`: its blocks of several paragraphs are put together. */
export type ReadChapter = ParsedChapter & { gathered: boolean };

export interface ReadingOptions {
  /** Also tell what the text rules change without asking. */
  tellFixes: boolean;
  /** Where the work on chapters is kept. */
  keep: ChapterKeep;
}

/** Reads the chapters of a manuscript, each by itself: parsed, corrected, filled with what it takes from other files. */
export interface ChapterReader {
  /** The settings of the book, in its own script; undefined if book.yaml has errors. */
  config: BookConfig | undefined;
  data: DataBlocks;
  dataOptions: DataOptions;
  /** How text rules are applied to text in the script of the book. */
  rules: TypographyOptions;
  valueFiles: readonly VFile[];
  /** The parts that were included so far. */
  included: readonly VFile[];
  read(file: VFile): Promise<ReadChapter>;
}

/** Reads what belongs to all chapters: values, tables of conversion. */
export async function openReader(
  manuscript: Manuscript,
  template: Template,
  { tellFixes, keep }: ReadingOptions,
): Promise<ChapterReader> {
  const { chapters, files } = manuscript;
  const tables = new DataReader(files);
  const { values, files: valueFiles } = await readValues(manuscript, tables);
  const conversion = await readConversion(manuscript, tables);
  const config = conversion ? convertSettings(manuscript, conversion) : manuscript.config;
  const written = { language: config?.convert?.from ?? config?.language, settings: config?.typography };
  const rules = { ...written, language: config?.language, convert: conversion?.edits };
  const dataOptions: DataOptions = {
    language: (config ?? standIn).language,
    colours: template.charts.colours,
    unitsLine: template.labels.units,
    applyRules: (tree, file) => applyTypography(tree, file, rules),
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
    applyTypography(tree, tellFixes ? new VFile(file) : file, converted ? rules : written);
    if (converted && conversion) convertRest(tree, conversion);
    await data.fill(tree, file);
    return tree;
  };

  const common = JSON.stringify([
    written,
    editions,
    tellFixes,
    ...[...values].map(([name, value]) => [name, String(value?.file ?? '')]),
  ]);
  const included: VFile[] = [];
  const read = async (file: VFile): Promise<ReadChapter> => {
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
    const alone = !converted && !isFromElsewhere(file);
    const tree = alone
      ? await keep.remember(
          file,
          ['read', file.path, String(file), common],
          async () => gatherBlocks(await readWhole(), file),
          // Numbers will be put into it.
          { own: true },
        )
      : await readWhole();
    included.push(...includes.files);
    return { file, tree, convert: converted ? conversion?.text : undefined, gathered: alone };
  };
  return { config, data, dataOptions, rules, valueFiles, included, read };
}

/** Whether something of another file stands in a chapter: data, a part, a diagram. */
export function isFromElsewhere(file: VFile): boolean {
  return /::(?:table|chart|include)\b|^[ \t>]*(?:```|~~~)[^\n]*mermaid/im.test(String(file));
}

/** The settings of a book whose own have errors. */
export const standIn: BookConfig = bookSchema.parse({
  id: 'x',
  title: 'x',
  date: '2000-01-01',
  creators: [{ name: 'x' }],
});

/** Whether a chapter is in that language, which is the book's unless its front matter names another. */
function isIn(language: string | undefined, file: VFile): boolean {
  const head = /^---[ \t]*\r?\n([\s\S]*?)\n---/.exec(String(file))?.[1];
  const own = head && readKey(file, { text: head, offset: 0 }, 'language', chapterSchema.shape.language);
  return !own || own === language;
}
