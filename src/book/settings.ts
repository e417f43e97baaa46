import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { VFile } from 'vfile';
import { z } from 'zod';
import { Failure } from '../report/failure.ts';
import type { KanbenMessage } from '../report/message.ts';
import { decodeText } from './decode.ts';
import { bookSchema } from './schema.ts';
import type { TypographySettings } from './typography-options.ts';
import { readKey, readYaml } from './yaml.ts';

/** What the book.yaml above a file says of its text. */
export interface TextSettings {
  language?: string | undefined;
  settings?: TypographySettings | undefined;
}

/** Only the key `typography` is judged here: a book whose other keys are unfinished can be formatted. */
const wanted = z.looseObject({ typography: bookSchema.shape.typography });

/**
 * The settings for a file: of the nearest book.yaml in its folder or above, none without one. `known` keeps what was found
 * for each folder. @throws Failure (2) if its `typography` has errors.
 */
export async function textSettings(name: string, known: Map<string, TextSettings>): Promise<TextSettings> {
  const folder = path.dirname(path.resolve(name));
  const before = known.get(folder);
  if (before) return before;
  const file = path.join(folder, 'book.yaml');
  const here = await access(file).then(
    () => true,
    () => false,
  );
  const above = path.dirname(folder);
  const found = here ? await read(file) : above === folder ? {} : await textSettings(path.join(above, 'x'), known);
  known.set(folder, found);
  return found;
}

async function read(name: string): Promise<TextSettings> {
  const file = new VFile({ path: path.relative(process.cwd(), name) });
  const readable = decodeText(file, await readFile(name));
  const place = { text: String(file), offset: 0 };
  const config = readable ? readYaml(file, place, wanted) : undefined;
  if (!config) {
    const texts = {
      zh: `${file.path} 有错，读不出排版规则的设置。`,
      en: `${file.path} has errors; its settings cannot be read.`,
    };
    throw new Failure(2, texts, { messages: file.messages as KanbenMessage[] });
  }
  return { language: readKey(file, place, 'language', bookSchema.shape.language), settings: config.typography };
}
