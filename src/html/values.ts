import type { VFile } from 'vfile';
import { placeInEdition } from '../book/editions.ts';
import type { Manuscript } from '../book/load.ts';
import { bookSchema } from '../book/schema.ts';
import { readKey } from '../book/yaml.ts';
import { openYaml } from '../book/yaml-source.ts';
import type { DataReader } from '../data/csv.ts';
import { readValueFile, type ValueFile } from '../data/value-file.ts';
import type { ValueFiles } from '../data/values.ts';
import { say } from '../report/message.ts';

/** Reads the files that book.yaml names under `data`; with errors elsewhere in book.yaml too. */
export async function readValues(
  { config, configFile, edition, files: jail }: Manuscript,
  tables: DataReader,
): Promise<{ values: ValueFiles; files: VFile[] }> {
  const yaml = { text: String(configFile), offset: 0 };
  const named = (config ? config.data : readKey(configFile, yaml, 'data', bookSchema.shape.data)) ?? {};
  const source = openYaml(configFile, yaml);
  const values = new Map<string, ValueFile | undefined>();
  const files: VFile[] = [];
  for (const [name, path] of Object.entries(named)) {
    const place = placeInEdition(source, edition, ['data', name]);
    const tell = (rule: string, texts: { zh: string; en: string }) =>
      say(configFile, `data:${rule}`, texts, { place, severity: 'error' });
    values.set(name, await readValueFile(path, jail, tables, tell, files));
  }
  return { values, files };
}
