import type { Position } from 'unist';

/** A person by family and given names, or a body or a name that is not taken apart. */
export type Name = { family: string; given: string; suffix?: string | undefined } | { literal: string };

/** An entry of the bibliography, whatever file it came from. */
export interface Reference {
  key: string;
  /** The letters of the document type: M, J, D, …; GB/T 7714—2015, table B.1. */
  mark: string;
  /** The letters of the carrier: OL, CD, … (table B.2); not given, OL if there is an address. */
  medium?: string | undefined;
  language?: string | undefined;
  authors: Name[];
  editors: Name[];
  translators: Name[];
  title: string;
  /** Of a standard, patent or report. */
  number?: string | undefined;
  /** The journal, newspaper, proceedings or book that it is part of. */
  host?: string | undefined;
  edition?: string | undefined;
  place?: string | undefined;
  publisher?: string | undefined;
  year?: string | undefined;
  /** YYYY-MM-DD or YYYY-MM, if more than the year is known. */
  date?: string | undefined;
  volume?: string | undefined;
  issue?: string | undefined;
  pages?: string | undefined;
  /** The day it was looked at, YYYY-MM-DD. */
  accessed?: string | undefined;
  url?: string | undefined;
  doi?: string | undefined;
  position: Position | undefined;
  /** Whether it stands in a book in Traditional Chinese. */
  traditional?: boolean;
}

export type Style = 'numeric' | 'author-year';

/** The entries of the file that book.yaml names. */
export interface Bibliography {
  style: Style;
  references: Map<string, Reference>;
  /** Whether all of the file could be read: else a key that is not found may be in the rest. */
  whole: boolean;
}

export type Tongue = 'zh' | 'ja' | 'ru' | 'other';

/** The language of an entry: as it says, else by the script of its title and names. */
export function tongueOf(reference: Reference): Tongue {
  const said = /^(?:(zh|chi|cn)|(ja|jp)|(ru)|[a-z]{2})/i.exec(reference.language ?? '');
  if (said) return said[1] ? 'zh' : said[2] ? 'ja' : said[3] ? 'ru' : 'other';
  const text = reference.title + JSON.stringify([reference.authors, reference.editors]);
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(reference.title)) return 'ja';
  if (/\p{Script=Han}/u.test(reference.title) || /\p{Script=Han}/u.test(text)) return 'zh';
  return /\p{Script=Cyrillic}/u.test(reference.title) ? 'ru' : 'other';
}
