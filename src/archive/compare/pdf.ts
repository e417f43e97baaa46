import { type PdfText, readPdfText, type Word } from './pdf-text.ts';
import { diffSequences } from './sequence.ts';

/** A place where the printed text changed. */
export interface PdfChange {
  before: PdfPlace;
  after: PdfPlace;
}

/** Where the words stand, or would stand if there are none. */
export interface PdfPlace {
  /** Index from 0, and the folio printed on the page. */
  page: number;
  label: string;
  /** From 1. */
  line: number;
  words: Word[];
  /** The words with what stands around them, to the ends of the clause. */
  clause: string;
  text: string;
}

export interface PdfComparison {
  changes: PdfChange[];
  before: PdfText['pages'];
  after: PdfText['pages'];
}

/** One PDF against another by the words of its pages. */
export async function comparePdfs(before: Uint8Array, after: Uint8Array): Promise<PdfComparison> {
  const [a, b] = [await readPdfText(before), await readPdfText(after)];
  const texts = ({ words }: PdfText) => words.map(({ text }) => text);
  const hunks = diffSequences(texts(a), texts(b));
  return {
    changes: hunks.map(({ aFrom, aTo, bFrom, bTo }) => ({
      before: placeOf(a, aFrom, aTo),
      after: placeOf(b, bFrom, bTo),
    })),
    before: a.pages,
    after: b.pages,
  };
}

function placeOf({ words, pages }: PdfText, from: number, to: number): PdfPlace {
  const at = words[from] ?? words.at(-1);
  const page = at?.page ?? 0;
  return {
    page,
    label: pages[page]?.label ?? '',
    line: at?.line ?? 1,
    words: words.slice(from, to),
    clause: clauseAround(words, from, to),
    text: joinWords(words.slice(from, to)),
  };
}

/** At most so many words on either side. */
const widest = 8;

function clauseAround(words: readonly Word[], from: number, to: number): string {
  const ends = (word: Word | undefined) => word === undefined || /[，。；：！？、,;:!?]/.test(word.text);
  let start = from;
  while (start > 0 && from - start < widest && !ends(words[start - 1]) && !words[start]?.apart) start--;
  let end = to;
  while (end < words.length && end - to < widest && !ends(words[end]) && !words[end]?.apart) end++;
  const clause = joinWords(words.slice(start, end));
  const head = start > 0 && words[start]?.apart ? headOfLine(words, start) : '';
  return head ? `${head}　${clause}` : clause;
}

/** The first cell of a line of a table, by which a reader finds it; empty if the words are in it, or in no table. */
function headOfLine(words: readonly Word[], at: number): string {
  const here = words[at];
  let first = at;
  while (first > 0 && words[first - 1]?.page === here?.page && words[first - 1]?.line === here?.line) first--;
  let end = first + 1;
  while (end < at && !words[end]?.apart) end++;
  return first < at ? joinWords(words.slice(first, end)) : '';
}

function joinWords(words: readonly Word[]): string {
  return words.reduce((text, { text: word }) => text + (/\w$/.test(text) && /^\w/.test(word) ? ' ' : '') + word, '');
}
