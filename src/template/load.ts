import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { VFile } from 'vfile';
import { nearest } from '../book/nearest.ts';
import type { BookConfig } from '../book/schema.ts';
import { readYaml } from '../book/yaml.ts';
import { packageFolder } from '../package-folder.ts';
import { Failure } from '../report/failure.ts';
import type { KanbenMessage } from '../report/message.ts';
import { emphasisCss } from './emphasis.ts';
import { type FontFace, type Fonts, facesFor, fontsSchema, withBundled } from './fonts.ts';
import { type PageGeometry, pageGeometry } from './grid.ts';
import { type Labels, labelsFor } from './labels.ts';
import { type LineOptions, lineOptions, linesCss } from './lines.ts';
import { pageCss } from './page.ts';
import { type TemplateOptions, templateSchema } from './schema.ts';

/** A template: its options and its files, which we trust (unlike the manuscript). */
export interface Template
  extends Pick<Fonts, 'fonts' | 'generic'>,
    Omit<
      TemplateOptions,
      'paper' | 'grid' | 'direction' | 'binding' | 'sheets' | 'labels' | 'translations' | 'lines' | keyof Fonts
    > {
  page: PageGeometry;
  /** In the language of the book. */
  labels: Labels;
  /** As the template and the book have them. */
  lines: LineOptions;
  folder: string;
  /** What it was read from, as paths from its folder. */
  files: string[];
  printCss: string;
  epubCss: string;
  coverHtml: string;
  faces: FontFace[];
}

const bundled = path.join(packageFolder, 'templates');

/** The folders that have a template.yaml: the others hold what templates share. */
async function templateNames(): Promise<string[]> {
  const files = await readdir(bundled, { recursive: true });
  return files.flatMap((file) => (path.basename(file) === 'template.yaml' ? [path.dirname(file)] : [])).sort();
}

/** The fonts that every template has. */
async function bundledFonts(templates: string) {
  const file = path.join(templates, 'common/fonts.yaml');
  const text = await readFile(file, 'utf8');
  const fonts = readYaml(new VFile({ path: file, value: text }), { text, offset: 0 }, fontsSchema);
  if (!fonts)
    throw new Failure(3, { zh: `${file} 有错。请重新安装 kanben。`, en: `${file} is damaged. Install kanben again.` });
  return fonts;
}

/**
 * Loads one of the bundled templates by name, with the fonts that it has for the language of the book. `ofBook`: how the book
 * wants lines to be set. `templates`: another folder of all templates, such as that of an archive.
 * @throws Failure (2) if there is none, or its template.yaml has errors.
 */
export async function loadTemplate(
  name: string,
  language: BookConfig['language'] = 'zh-Hans',
  ofBook: BookConfig['pdf']['lines'] = {},
  templates = bundled,
): Promise<Template> {
  const folder = path.join(templates, name);
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
  const { paper, grid, direction, binding, sheets, labels: given, translations, ...rest } = options;
  const { fontsByLanguage, ...families } = withBundled(options, await bundledFonts(templates));
  const page = pageGeometry(name, { paper, grid, direction, binding });
  const faces = facesFor(language, { ...families, fontsByLanguage }, folder);
  const emphasis = emphasisCss({ ...options, ...families }, direction);
  const lines = lineOptions(options.lines, ofBook, page);
  return {
    ...rest,
    ...families,
    lines,
    page,
    labels: labelsFor(language, { labels: given, translations }),
    folder,
    files: [
      ...new Set(
        ['template.yaml', 'cover.html', '../common/fonts.yaml', ...sheets.print, ...sheets.epub].map(
          path.posix.normalize,
        ),
      ),
    ].sort(),
    printCss: emphasis.print + pageCss(page) + linesCss(lines, page) + printCss,
    epubCss: emphasis.epub + epubCss,
    coverHtml,
    faces,
  };
}
