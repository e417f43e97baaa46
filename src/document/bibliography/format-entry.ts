import { anonymous, nameList } from './names.ts';
import { type Reference, type Style, type Tongue, tongueOf } from './reference.ts';
import { wordsOf } from './words.ts';

/** An entry of the list as GB/T 7714—2015 writes it, chapter 4 and the examples of annex A. */
export function formatEntry(reference: Reference, style: Style, letter = ''): string {
  const tongue = tongueOf(reference);
  const byYear = style === 'author-year';
  const main = mainNames(reference);
  const names = main.length > 0 ? nameList(main, tongue) : byYear ? anonymous(tongue) : '';
  const year = `${reference.year ?? unknownYear(reference, tongue)}${letter}`;
  // In the list by author and year the year stands behind the names, and not again behind the publisher.
  const inBody: Reference = byYear ? { ...reference, year: undefined } : reference;
  return [
    byYear ? `${names}, ${year}` : names,
    `${titleOf(reference, tongue)}[${markOf(reference)}]${hostOf(reference, tongue)}`,
    ...otherNames(reference, tongue),
    ...bodyOf(inBody, tongue),
    ...(reference.url ? [reference.url] : []),
    ...(reference.doi ? [`DOI:${reference.doi}`] : []),
  ]
    .filter(Boolean)
    .map((part) => (part.endsWith('.') && !part.endsWith('..') ? part : `${part}.`))
    .join(' ');
}

/** Whom the entry is filed under: authors, or the editors of a work that is no part of another. */
export function mainNames({ authors, editors, host }: Reference): Reference['authors'] {
  return authors.length > 0 || host ? authors : editors;
}

const serial = /^[JN]$/;

/** 题名: 其他题名信息; of standards and patents the number too. */
function titleOf({ title, number, volume, host, mark }: Reference, tongue: Tongue): string {
  const shown = withColon(title);
  if (number && /^[SPR]$/.test(mark)) return `${shown}: ${number}`;
  return host || serial.test(mark) ? shown : shown + volumeOf(volume, tongue);
}

function withColon(title: string): string {
  return title.replace(/\s*：\s*/g, ': ').trim();
}

/** The volume of a book stands behind its title. */
function volumeOf(volume: string | undefined, tongue: Tongue): string {
  if (!volume) return '';
  if (!/^\d+$/.test(volume)) return `: ${volume}`;
  return tongue === 'zh' ? `: 第${volume}卷` : `: Vol. ${volume}`;
}

/** M, J/OL, EB/OL, … */
function markOf({ mark, medium, url }: Reference): string {
  const carrier = medium ?? (url || mark === 'EB' ? 'OL' : undefined);
  return carrier ? `${mark}/${carrier}` : mark;
}

/** `//editors. book`, of what is part of a book or of proceedings. */
function hostOf({ host, mark, editors, volume }: Reference, tongue: Tongue): string {
  if (!host || serial.test(mark) || mark === 'EB' || mark === 'DB') return '';
  const names = nameList(editors, tongue);
  return `//${names ? `${names}. ` : ''}${withColon(host)}${volumeOf(volume, tongue)}`;
}

function otherNames(reference: Reference, tongue: Tongue): string[] {
  const { authors, editors, translators, host } = reference;
  const { edited, translated } = wordsOf(reference);
  const chinese = tongue === 'zh';
  const role = (names: Reference['authors'], zh: string, en: string) =>
    names.length > 0 ? [`${nameList(names, tongue)}, ${chinese ? zh : en}`] : [];
  return [
    ...(authors.length > 0 && !host ? role(editors, edited, 'ed.') : []),
    ...role(translators, translated, 'trans.'),
  ];
}

/** What follows the title: where it came out, when, which pages, and when it was looked at. */
function bodyOf(reference: Reference, tongue: Tongue): string[] {
  const { mark, accessed, date, year } = reference;
  const seen = accessed ? `[${accessed}]` : '';
  if (mark === 'N') return [`${reference.host ?? ''}, ${date ?? year ?? ''}${parenthesised(reference.pages)}${seen}`];
  if (mark === 'J') return [`${journal(reference)}${seen}`];
  if (mark === 'P') return [`${date ?? year ?? ''}${seen}`];
  const edition = editionOf(reference.edition, tongue);
  const imprint = imprintOf(reference, tongue);
  const online = reference.url || reference.medium === 'OL' || mark === 'EB';
  const updated = online && date ? `(${date})` : '';
  const pages = reference.pages ? pageRange(reference.pages) : '';
  const out = `${[imprint, pages].filter(Boolean).join(': ')}${updated}${seen}`;
  return [edition, out].filter(Boolean);
}

/** 刊名, 2010, 32(10): 721-724; without a volume 刊名, 2010(6): 23. */
function journal({ host = '', year = '', volume, issue, pages }: Reference): string {
  const number = `${volume ?? ''}${parenthesised(issue)}`;
  const when = year && volume ? `${year}, ${number}` : `${year}${number}`;
  const what = [withColon(host), when].filter(Boolean).join(', ');
  return pages ? `${what}: ${pageRange(pages)}` : what;
}

function parenthesised(text: string | undefined): string {
  return text ? `(${text})` : '';
}

function pageRange(pages: string): string {
  return pages.replace(/\s*[-–—]+\s*/g, '-').replace(/\s*[,，]\s*/g, ', ');
}

/** 出版地: 出版者, 年. What a printed book does not tell is said in brackets (8.4). */
function imprintOf(reference: Reference, tongue: Tongue): string {
  const { mark, place, publisher, year, date, url } = reference;
  const { noPlace, noPublisher } = wordsOf(reference);
  const chinese = tongue === 'zh' || tongue === 'ja';
  const wanted = /^[MCDG]$/.test(mark) && !url;
  const where = place ?? (wanted ? (chinese ? noPlace : '[S.l.]') : undefined);
  const who = publisher ?? (wanted ? (chinese ? noPublisher : '[s.n.]') : undefined);
  const both = where?.startsWith('[') && who?.startsWith('[') ? `${where.slice(0, -1)}: ${who.slice(1)}` : undefined;
  const house = both ?? [where, who].filter(Boolean).join(': ');
  // Of what is online and has no publisher, the full date alone is given.
  const when = !house && url && date ? undefined : year;
  return [house, when].filter(Boolean).join(', ');
}

function unknownYear(reference: Reference, tongue: Tongue): string {
  return tongue === 'zh' || tongue === 'ja' ? `[${wordsOf(reference).noYear}]` : '[n.d.]';
}

/** 2版, 4th ed., 修订版; a first edition is not told (8.3). */
function editionOf(edition: string | undefined, tongue: Tongue): string {
  const number = /^(?:第\s*)?(\d+)\s*(?:版|st|nd|rd|th)?(?:\s+ed(?:ition|\.)?)?$/i.exec(edition?.trim() ?? '')?.[1];
  if (!edition || number === '1') return '';
  if (!number) return edition;
  if (tongue === 'zh' || tongue === 'ja') return `${number}版`;
  const teen = /1\d$/.test(number);
  const ending = teen ? 'th' : ({ 1: 'st', 2: 'nd', 3: 'rd' }[number.slice(-1)] ?? 'th');
  return `${number}${ending} ed.`;
}
