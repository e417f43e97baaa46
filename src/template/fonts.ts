import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { languages } from '../book/schema.ts';
import { Failure } from '../report/failure.ts';

const families = z.record(
  z.string(),
  z.array(
    z.strictObject({
      weight: z.number().int().min(100).max(900).default(400),
      style: z
        .enum(['normal', 'italic'])
        .default('normal')
        .describe(
          'italic 只用于西文；没有斜体字体时西文也不倾斜 / italics are for Latin text; without such a font nothing slants',
        ),
      scale: z
        .number()
        .positive()
        .default(1)
        .describe('放大或缩小几倍，如 0.8333 使 0.6em 宽的字成半个汉字宽 / size of its glyphs against the font size'),
      file: z
        .string()
        .describe(
          'npm 包里的字体文件，或模板文件夹里的文件（./ 开头）/ a file in an npm package, or ./ in the template',
        ),
    }),
  ),
);

/** Fonts, as templates/common/fonts.yaml has them for all templates, and template.yaml for its own. */
export const fontsSchema = z.strictObject({
  fonts: families.describe('字体：CSS 里的名字 → 字重与文件；同名的换下 kanben 自带的 / families as named in the CSS'),
  fontsByLanguage: z
    .partialRecord(z.enum(languages), families)
    .describe(
      '某种语言的书先用的字体；缺的字再用上面的 / families that a book in that language uses first; what they lack comes from those above',
    ),
  generic: z
    .record(z.enum(['serif', 'sans-serif', 'monospace']), z.string())
    .describe('SVG 图里的通用字体名用哪种字体 / fonts for the generic names in SVG pictures'),
});

export type Fonts = z.infer<typeof fontsSchema>;

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

/** The bundled fonts and those of a template, which come first where they have the same name. */
export function withBundled(own: { [Key in keyof Fonts]?: Fonts[Key] | undefined }, bundled: Fonts): Fonts {
  return {
    fonts: { ...bundled.fonts, ...own.fonts },
    fontsByLanguage: { ...bundled.fontsByLanguage, ...own.fontsByLanguage },
    generic: { ...bundled.generic, ...own.generic },
  };
}

/**
 * The faces of a book in this language, with `./` in the template's folder.
 * @throws Failure (3) if a font is not installed.
 */
export function facesFor(
  language: (typeof languages)[number],
  { fonts, fontsByLanguage }: Fonts,
  folder: string,
): FontFace[] {
  const preferred = fontsByLanguage[language] ?? {};
  return [
    ...Object.entries(fonts).flatMap(([family, files]) => facesOf(family, files, folder, family in preferred)),
    // Behind those that they are preferred to: of two faces of one name a browser asks the later first.
    ...Object.entries(preferred).flatMap(([family, files]) => facesOf(family, files, folder, false)),
  ];
}

function facesOf(family: string, files: Fonts['fonts'][string], folder: string, fallback: boolean): FontFace[] {
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
