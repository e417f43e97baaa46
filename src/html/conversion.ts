import { placeInEdition } from '../book/editions.ts';
import type { Manuscript } from '../book/load.ts';
import type { BookConfig } from '../book/schema.ts';
import { openYaml } from '../book/yaml-source.ts';
import type { DataReader } from '../data/csv.ts';
import { readWordList } from '../data/word-list.ts';
import { type Conversion, openConversion } from '../typography/convert-script.ts';

/** The converter that book.yaml asks for, with its own words and those of its list; undefined if it asks for none. */
export async function readConversion(
  { config, configFile, edition }: Manuscript,
  tables: DataReader,
): Promise<Conversion | undefined> {
  if (!config?.convert) return undefined;
  const { to, phrases, keep, exceptions = {} } = config.convert;
  const source = openYaml(configFile, { text: String(configFile), offset: 0 });
  const place = placeInEdition(source, edition, ['convert', 'exceptions']);
  const listed =
    typeof exceptions === 'string'
      ? await readWordList(exceptions, tables, configFile, place)
      : new Map(Object.entries(exceptions));
  return openConversion({ to, phrases, words: new Map([...listed, ...keep.map((word) => [word, word] as const)]) });
}

/** What book.yaml says in words is converted too, but for names and for what the edition itself has written. */
const converted = ['title', 'subtitle', 'edition', 'description', 'rights'] as const;

/** The settings of a converted book. Names of persons and bodies stay: an edition may write its own. */
export function convertSettings({ config, own }: Manuscript, { text }: Conversion): BookConfig | undefined {
  if (!config) return undefined;
  const result = { ...config };
  for (const key of converted) {
    const value = config[key];
    if (value !== undefined && !own.has(key)) result[key] = text(value);
  }
  if (!own.has('subjects')) result.subjects = config.subjects.map(text);
  return result;
}
