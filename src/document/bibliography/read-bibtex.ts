import type { VFile } from 'vfile';
import { location } from 'vfile-location';
import { type BibEntry, parseBibtex } from './bibtex-syntax.ts';
import { plainAddress, plainText } from './latex.ts';
import { malformed, missing, unknownType } from './problems.ts';
import type { Name, Reference } from './reference.ts';

/** The types of BibTeX and biblatex, and the letters that GB/T 7714—2015 has for them. */
const marks: Record<string, string> = {
  book: 'M',
  mvbook: 'M',
  booklet: 'M',
  inbook: 'M',
  incollection: 'M',
  inreference: 'M',
  manual: 'M',
  article: 'J',
  newspaper: 'N',
  inproceedings: 'C',
  conference: 'C',
  proceedings: 'C',
  phdthesis: 'D',
  mastersthesis: 'D',
  thesis: 'D',
  techreport: 'R',
  report: 'R',
  standard: 'S',
  patent: 'P',
  online: 'EB',
  electronic: 'EB',
  www: 'EB',
  database: 'DB',
  dataset: 'DS',
  software: 'CP',
  map: 'CM',
  collection: 'G',
  archive: 'A',
  unpublished: 'Z',
  misc: 'Z',
};

/** Reads BibTeX. Problems are messages of the file; a malformed entry does not stop the reading of the others. */
export function readBibtex(file: VFile): { entries: Reference[]; whole: boolean } {
  const places = location(file);
  const spot = (at: number) => {
    const point = places.toPoint(at);
    return point && { start: point, end: point };
  };
  const { entries, problems } = parseBibtex(String(file));
  for (const { at, ...texts } of problems) malformed(file, texts, spot(at));
  const read = entries.flatMap((entry): Reference[] => {
    const position = spot(entry.start);
    const field = fieldsOf(entry);
    const known = marks[entry.type];
    const title = field('title');
    if (known === undefined) unknownType(file, entry.type, Object.keys(marks), position);
    if (!title) missing(file, entry.key, 'title', position);
    if (known === undefined || !title) return [];
    const subtitle = field('subtitle');
    const url = entry.fields.get('url');
    // A page of the web is often filed under `misc`.
    const mark = field('mark') ?? field('entrysubtype')?.replace(/^newspaper$/, 'N') ?? known;
    const date = dateOf(field('date'), field('year'), entry.fields.get('month'), field('day'));
    return [
      {
        key: entry.key,
        mark: mark === 'Z' && url ? 'EB' : mark,
        medium: field('medium'),
        language: field('langid') ?? field('language'),
        authors: namesOf(entry.fields.get('author')),
        editors: namesOf(entry.fields.get('editor')),
        translators: namesOf(entry.fields.get('translator')),
        title: subtitle ? `${title}: ${subtitle}` : title,
        number: /^[SPR]$/.test(mark) ? field('number') : undefined,
        host: field('journal', 'journaltitle', 'booktitle'),
        edition: field('edition'),
        place: field('address', 'location'),
        publisher: field('publisher', 'school', 'institution', 'organization'),
        year: /^\d{4}/.exec(date ?? '')?.[0] ?? date,
        date: date && /^\d{4}-/.test(date) ? date : undefined,
        volume: field('volume'),
        issue: field('issue') ?? (/^[SPR]$/.test(mark) ? undefined : field('number')),
        pages: field('pages'),
        accessed: field('urldate'),
        url: url && plainAddress(url),
        doi: field('doi')?.replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:)/i, ''),
        position,
      },
    ];
  });
  return { entries: read, whole: problems.length === 0 && read.length === entries.length };
}

function fieldsOf({ fields }: BibEntry) {
  return (...names: string[]): string | undefined => {
    for (const name of names) {
      const value = plainText(fields.get(name) ?? '');
      if (value) return value;
    }
    return undefined;
  };
}

function dateOf(
  date: string | undefined,
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
) {
  if (date || !year) return date;
  const parts = [year, month, month && day].filter((part): part is string => /^\d+$/.test(part ?? ''));
  return year.length === 4 ? parts.map((part) => part.padStart(2, '0')).join('-') : year;
}

/** `A and B and others`; what is in braces is not taken apart. */
function namesOf(value: string | undefined): Name[] {
  if (!value?.trim()) return [];
  const names: string[] = [''];
  let depth = 0;
  for (const word of value.split(/(\s+and\s+|[{}])/)) {
    if (word === '{') depth++;
    if (word === '}') depth--;
    if (depth === 0 && /^\s+and\s+$/.test(word)) names.push('');
    else names[names.length - 1] += word;
  }
  return names.map((name) => nameOf(name.trim()));
}

function nameOf(name: string): Name {
  if (/^\{[^{}]*\}$/.test(name) || name === 'others') return { literal: plainText(name) };
  const [family = '', second, third] = name.split(/\s*,\s*/).map(plainText);
  if (third !== undefined) return { family, given: third, suffix: second };
  if (second !== undefined) return { family, given: second };
  const words = family.split(' ');
  if (/\p{Script=Han}/u.test(family) || words.length === 1) return { literal: family };
  // The family name begins with the first small word: Ludwig van Beethoven.
  const particle = words.findIndex((word, i) => i > 0 && i < words.length - 1 && /^\p{Ll}/u.test(word));
  const from = particle > 0 ? particle : words.length - 1;
  return { family: words.slice(from).join(' '), given: words.slice(0, from).join(' ') };
}
