import type { Position } from 'unist';
import type { VFile } from 'vfile';
import { location } from 'vfile-location';
import { z } from 'zod';
import { openYaml } from '../../book/yaml-source.ts';
import { say } from '../../report/message.ts';
import { malformed, missing, unknownType } from './problems.ts';
import type { Name, Reference } from './reference.ts';

/** CSL's types, and the letters that GB/T 7714—2015 has for them. */
const marks: Record<string, string> = {
  book: 'M',
  chapter: 'M',
  'entry-dictionary': 'M',
  'entry-encyclopedia': 'M',
  'article-journal': 'J',
  'article-magazine': 'J',
  article: 'J',
  'article-newspaper': 'N',
  thesis: 'D',
  'paper-conference': 'C',
  report: 'R',
  standard: 'S',
  patent: 'P',
  webpage: 'EB',
  post: 'EB',
  'post-weblog': 'EB',
  dataset: 'DS',
  software: 'CP',
  map: 'CM',
  collection: 'G',
  manuscript: 'A',
  legislation: 'Z',
  document: 'Z',
};

const text = z.union([z.string(), z.number()]).transform(String).optional();
const names = z
  .array(
    z.looseObject({
      family: z.string().optional(),
      given: z.string().optional(),
      literal: z.string().optional(),
      suffix: z.string().optional(),
      'non-dropping-particle': z.string().optional(),
    }),
  )
  .default([]);
const part = z.union([z.string(), z.number()]);
const date = z.looseObject({ 'date-parts': z.array(z.array(part)).optional(), raw: text, literal: text }).optional();

const itemSchema = z.looseObject({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  type: z.string(),
  title: text,
  language: text,
  author: names,
  editor: names,
  translator: names,
  'container-title': text,
  edition: text,
  'publisher-place': text,
  publisher: text,
  number: text,
  volume: text,
  issue: text,
  page: text,
  issued: date,
  accessed: date,
  URL: text,
  DOI: text,
  medium: text,
  custom: z.looseObject({ mark: z.string().optional(), medium: z.string().optional() }).optional(),
});
type Item = z.infer<typeof itemSchema>;

/** Reads CSL-JSON. Problems are messages of the file; `whole` is false if it is no JSON. */
export function readCsl(file: VFile): { entries: Reference[]; whole: boolean } {
  const source = String(file);
  let data: unknown;
  try {
    data = JSON.parse(source);
  } catch (error) {
    const point = location(file).toPoint(errorOffset(String(error), source));
    const zh = '这里不合 JSON 的写法。看看有没有缺引号、缺逗号，或末尾多了逗号。';
    const en = 'This is not JSON. Look for a missing quote or comma, or a comma before a closing bracket.';
    malformed(file, { zh, en }, point && { start: point, end: point });
    return { entries: [], whole: false };
  }
  const yaml = openYaml(file, { text: source, offset: 0 });
  if (!Array.isArray(data)) {
    const zh = 'CSL-JSON 应当是一个列表：[{ "id": …, "type": …, "title": … }, …]。';
    const en = 'CSL-JSON is a list: [{ "id": …, "type": …, "title": … }, …].';
    malformed(file, { zh, en }, yaml.range(0, 0));
    return { entries: [], whole: false };
  }
  const entries = data.flatMap((item, i) => readItem(file, item, (path) => yaml.value([i, ...path])) ?? []);
  return { entries, whole: entries.length === data.length };
}

function readItem(
  file: VFile,
  data: unknown,
  place: (path: PropertyKey[]) => Position | undefined,
): Reference | undefined {
  const head = headOf(place([]));
  const result = itemSchema.safeParse(data);
  if (!result.success) {
    for (const { path } of result.error.issues) {
      const name = path.join('.');
      const zh = name ? `文献的“${name}”没有写，或写法不对。` : '文献应当是一组“项: 值”。';
      const en = name
        ? `The entry's "${name}" is missing or not written right.`
        : 'An entry is a set of keys and values.';
      say(file, 'bibliography:invalid-value', { zh, en }, { place: headOf(place(path)) ?? head, severity: 'error' });
    }
    return undefined;
  }
  const item = result.data;
  const mark = item.custom?.mark ?? marks[item.type];
  if (mark === undefined) unknownType(file, item.type, Object.keys(marks), place(['type']));
  if (!item.title?.trim()) missing(file, item.id, 'title', head);
  return mark === undefined || !item.title?.trim() ? undefined : toReference(item, mark, item.title, head);
}

function toReference(item: Item, mark: string, title: string, position: Position | undefined): Reference {
  const issued = isoDate(item.issued);
  return {
    key: item.id,
    mark,
    medium: item.custom?.medium,
    language: item.language,
    authors: item.author.map(toName),
    editors: item.editor.map(toName),
    translators: item.translator.map(toName),
    title,
    number: item.number,
    host: item['container-title'],
    edition: item.edition,
    place: item['publisher-place'],
    publisher: item.publisher,
    year: /^\d{4}/.exec(issued ?? '')?.[0] ?? issued,
    date: issued && /^\d{4}-/.test(issued) ? issued : undefined,
    volume: item.volume,
    issue: item.issue,
    pages: item.page,
    accessed: isoDate(item.accessed),
    url: item.URL,
    doi: item.DOI?.replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:)/i, ''),
    position,
  };
}

function toName(name: Item['author'][number]): Name {
  const { family, given = '', literal, suffix, 'non-dropping-particle': particle } = name;
  if (literal !== undefined || family === undefined) return { literal: literal ?? given };
  return { family: particle ? `${particle} ${family}` : family, given, suffix };
}

function isoDate(date: Item['issued']): string | undefined {
  const parts = date?.['date-parts']?.[0];
  if (!parts || parts.length === 0) return date?.raw ?? date?.literal;
  return parts.map((value, i) => String(value).padStart(i === 0 ? 4 : 2, '0')).join('-');
}

/** The line where an entry begins. */
function headOf(position: Position | undefined): Position | undefined {
  return position && { start: position.start, end: position.start };
}

/** Where JSON.parse gave up: as it says, or by the excerpt that it shows, which begins ten characters before. */
function errorOffset(message: string, source: string): number {
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position) return Number(position);
  const [, dots, excerpt = ''] = /', (\.\.\.)?"([\s\S]*?)"(?:\.\.\. )?\s*is not valid JSON/.exec(message) ?? [];
  const at = excerpt ? source.indexOf(excerpt) : -1;
  if (at >= 0 && dots) return at + 10;
  // The excerpt of a short text or of its head does not tell where in it.
  for (let end = 1; end <= excerpt.length; end++) if (failsInside(source.slice(0, end))) return end - 1;
  return source.trimEnd().length;
}

function failsInside(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    return String(error).includes('Unexpected token');
  }
}
