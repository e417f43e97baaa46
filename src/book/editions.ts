import type { VFile } from 'vfile';
import { isMap, isScalar } from 'yaml';
import { Failure } from '../report/failure.ts';
import { type Bilingual, say } from '../report/message.ts';
import { explainIssue } from './invalid-values.ts';
import { nearest } from './nearest.ts';
import { type BookConfig, bookSchema, editionSchema } from './schema.ts';
import { readYaml } from './yaml.ts';
import { openYaml, type YamlSource } from './yaml-source.ts';

/** The name of what book.yaml says outside `editions`. */
export const defaultEdition = 'default';

/** book.yaml read for one edition. */
export interface Settings {
  /** undefined if book.yaml has errors; they are messages of its file. */
  config: BookConfig | undefined;
  edition: string;
  /** The names under `editions`. */
  editions: string[];
  /** The keys that the edition writes itself. */
  own: ReadonlySet<string>;
}

/**
 * Reads book.yaml for the edition of that name: its own keys over those of the book. Objects merge key by key; lists and
 * all other values replace what they override.
 * @throws Failure (2) if there is no such edition.
 */
export function readSettings(file: VFile, edition: string = defaultEdition): Settings {
  const place = { text: String(file), offset: 0 };
  const whole = readYaml(file, place, bookSchema);
  const source = openYaml(file, place);
  const editions = editionNames(source);
  if (edition !== defaultEdition && !editions.includes(edition)) throw noEdition(edition, editions);
  const own = new Set<string>();
  if (!whole) return { config: undefined, edition, editions, own };
  const { editions: written = {}, ...raw } = source.document.toJS({ maxAliasCount: 100 }) as Written;
  const distinct = reportSameIds(whole.id, written, file, source);
  if (edition === defaultEdition) {
    const { editions: _, ...config } = whole;
    return { config: distinct ? ruled(config, file, source, edition) : undefined, edition, editions, own };
  }
  const keys = written[edition] ?? {};
  for (const key of Object.keys(keys)) own.add(key);
  const merged = merge({ ...raw, id: idOf(edition, keys, whole.id) }, keys);
  const result = editionSchema.safeParse(merged);
  for (const issue of result.error?.issues ?? []) {
    const texts = explainIssue(issue, merged, root);
    const at = placeInEdition(source, edition, issue.path);
    say(file, 'book:invalid-edition', inEdition(texts, edition), { place: at, severity: 'error' });
  }
  const config = result.data && ruled(result.data, file, source, edition);
  return { config: distinct ? config : undefined, edition, editions, own };
}

type Keys = Record<string, unknown>;
type Written = Keys & { editions?: Record<string, Keys> };

const root: Bilingual = { zh: '版本', en: 'The edition' };

/** Where a key of the edition stands: under `editions` if it writes that key, else among those of the book. */
export function placeInEdition(source: YamlSource, edition: string, path: readonly PropertyKey[]) {
  const [first = ''] = path;
  const own = edition !== defaultEdition && source.document.hasIn(['editions', edition, first]);
  return source.value(
    own
      ? ['editions', edition, ...path]
      : source.document.has(first) || edition === defaultEdition
        ? path
        : ['editions', edition],
  );
}

function editionNames({ document }: YamlSource): string[] {
  const written = document.errors.length === 0 && isMap(document.contents) && document.contents.get('editions');
  return isMap(written) ? written.items.map(({ key }) => (isScalar(key) ? String(key.value) : '')) : [];
}

function noEdition(edition: string, editions: string[]): Failure {
  const known = [defaultEdition, ...editions];
  const guess = nearest(edition, known);
  return new Failure(2, {
    zh: `book.yaml 里没有叫“${edition}”的版本。${guess ? `是不是“${guess}”？` : `可以用：${known.join('、')}。`}`,
    en: `book.yaml has no edition "${edition}". ${guess ? `Did you mean "${guess}"?` : `Known: ${known.join(', ')}.`}`,
  });
}

function idOf(edition: string, keys: Keys, base: string): string {
  return typeof keys.id === 'string' ? keys.id : `${base}-${edition}`;
}

/** Outputs are named by id: with the same id one edition would overwrite the other. */
function reportSameIds(base: string, written: Record<string, Keys>, file: VFile, source: YamlSource): boolean {
  const seen = new Map([[base, defaultEdition]]);
  let distinct = true;
  for (const [edition, keys] of Object.entries(written)) {
    const id = idOf(edition, keys, base);
    const before = seen.get(id);
    if (before !== undefined) {
      distinct = false;
      const zh = `版本“${edition}”与“${before}”的 id 都是“${id}”，输出文件会互相覆盖。请改掉一个。`;
      const en = `The editions "${edition}" and "${before}" both have the id "${id}" and would overwrite each other. Change one.`;
      const place = source.value(['editions', edition, 'id']);
      say(file, 'book:same-id', { zh, en }, { place, severity: 'error' });
    }
    seen.set(id, edition);
  }
  return distinct;
}

/** Objects merge key by key; all else is replaced. */
function merge(base: Keys, over: Keys): Keys {
  const merged: Keys = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key];
    merged[key] = isObject(before) && isObject(value) ? merge(before, value) : value;
  }
  return merged;
}

function isObject(value: unknown): value is Keys {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** With `convert` the language of the outputs is what it converts to. */
function ruled(config: BookConfig, file: VFile, source: YamlSource, edition: string): BookConfig | undefined {
  const { convert, language } = config;
  if (!convert) return config;
  if (language === convert.from || language === convert.to) return { ...config, language: convert.to };
  const zh = `language 是“${language}”，convert.to 却是“${convert.to}”。请改成一致，或删去 language。`;
  const en = `The language is "${language}", but convert.to is "${convert.to}". Make them agree, or delete language.`;
  const place = placeInEdition(source, edition, ['language']);
  say(file, 'book:convert-language', { zh, en }, { place, severity: 'error' });
  return undefined;
}

function inEdition({ zh, en }: Bilingual, edition: string): Bilingual {
  return { zh: `版本“${edition}”：${zh}`, en: `Edition "${edition}": ${en}` };
}
