import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { VFile } from 'vfile';
import { nearest } from '../book/nearest.ts';
import type { BookConfig } from '../book/schema.ts';
import { readYaml } from '../book/yaml.ts';
import { Failure } from '../report/failure.ts';
import type { KanbenMessage } from '../report/message.ts';
import { emphasisCss } from './emphasis.ts';
import { type PageGeometry, pageGeometry } from './grid.ts';
import { type Labels, labelsFor } from './labels.ts';
import { pageCss } from './page.ts';
import { type TemplateOptions, templateSchema } from './schema.ts';

/** A template: its options and its files, which we trust (unlike the manuscript). */
export interface Template
  extends Omit<
    TemplateOptions,
    'paper' | 'grid' | 'direction' | 'binding' | 'sheets' | 'labels' | 'translations' | 'fontsByLanguage'
  > {
  page: PageGeometry;
  /** In the language of the book. */
  labels: Labels;
  folder: string;
  printCss: string;
  epubCss: string;
  coverHtml: string;
  faces: FontFace[];
}

/** One font file under the family name that the CSS uses. */
export interface FontFace {
  family: string;
  weight: number;
  style: 'normal' | 'italic';
  /** Size of the glyphs against the font size. */
  scale: number;
  /** Used only for what the language's own face of this family lacks. */
  fallback: boolean;
  /** Absolute path. */
  path: string;
  /** As written in template.yaml: the same on every machine, so it can stand in the record. */
  name: string;
}

const bundled = fileURLToPath(new URL('../../templates/', import.meta.url));

/** The folders that have a template.yaml: the others hold what templates share. */
async function templateNames(): Promise<string[]> {
  const files = await readdir(bundled, { recursive: true });
  return files.flatMap((file) => (path.basename(file) === 'template.yaml' ? [path.dirname(file)] : [])).sort();
}

/**
 * Loads one of the bundled templates by name, with the fonts that it has for the language of the book.
 * @throws Failure (2) if there is none, or its template.yaml has errors.
 */
export async function loadTemplate(name: string, language: BookConfig['language'] = 'zh-Hans'): Promise<Template> {
  const folder = path.join(bundled, name);
  const source = /^[\w-]+$/.test(name)
    ? await readFile(path.join(folder, 'template.yaml'), 'utf8').catch(() => undefined)
    : undefined;
  if (source === undefined) {
    const names = await templateNames();
    const guess = nearest(name, names);
    throw new Failure(2, {
      zh: `没有叫“${name}”的模板。${guess ? `是不是“${guess}”？` : `可以用：${names.join('、')}。`}`,
      en: `There is no template "${name}". ${guess ? `Did you mean "${guess}"?` : `Known: ${names.join(', ')}.`}`,
    });
  }
  const file = new VFile({ path: path.join(folder, 'template.yaml'), value: source });
  const options = readYaml(file, { text: source, offset: 0 }, templateSchema);
  if (!options) {
    throw new Failure(
      2,
      { zh: `模板“${name}”的 template.yaml 有错。`, en: `The template.yaml of "${name}" has errors.` },
      { messages: file.messages as KanbenMessage[] },
    );
  }
  const read = (file: string) => readFile(path.join(folder, file), 'utf8');
  const [printCss, epubCss] = await Promise.all(
    [options.sheets.print, options.sheets.epub].map(async (files) => (await Promise.all(files.map(read))).join('\n')),
  );
  const coverHtml = await read('cover.html');
  const { paper, grid, direction, binding, sheets, labels: given, translations, fontsByLanguage, ...rest } = options;
  const page = pageGeometry(name, { paper, grid, direction, binding });
  const preferred = fontsByLanguage[language] ?? {};
  const faces = [
    ...Object.entries(options.fonts).flatMap(([family, files]) => facesOf(family, files, folder, family in preferred)),
    // Behind those that they are preferred to: of two faces of one name a browser asks the later first.
    ...Object.entries(preferred).flatMap(([family, files]) => facesOf(family, files, folder, false)),
  ];
  const emphasis = emphasisCss(options);
  return {
    ...rest,
    page,
    labels: labelsFor(language, { labels: given, translations }),
    folder,
    printCss: emphasis.print + pageCss(page) + printCss,
    epubCss: emphasis.epub + epubCss,
    coverHtml,
    faces,
  };
}

function facesOf(
  family: string,
  files: TemplateOptions['fonts'][string],
  folder: string,
  fallback: boolean,
): FontFace[] {
  return files.map(({ weight, style, scale, file }) => ({
    family,
    weight,
    style,
    scale,
    // Italics serve Latin text only.
    fallback: fallback && style === 'normal',
    name: file,
    path: fontPath(file, folder),
  }));
}

function fontPath(file: string, folder: string): string {
  if (file.startsWith('./')) return path.join(folder, file);
  try {
    return createRequire(import.meta.url).resolve(file);
  } catch (cause) {
    throw new Failure(
      3,
      { zh: `找不到字体文件 ${file}。请重新运行 npm ci。`, en: `Font file ${file} is missing. Run npm ci again.` },
      { cause },
    );
  }
}
