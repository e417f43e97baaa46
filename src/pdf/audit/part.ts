import type { PDFDocument } from '@cantoo/pdf-lib';
import type { Bilingual, RuleId } from '../../report/message.ts';
import { type PagePieces, piecesOn } from '../page-texts.ts';
import type { Part } from '../pages.ts';
import type { Layout } from './checks/check.ts';
import { checks } from './checks/index.ts';
import { countHan } from './checks/lost-text.ts';
import type { AuditFacts, SheetInfo } from './facts.ts';
import { findParagraphs, type Line } from './lines.ts';
import { type PrintedText, printedText } from './printed-text.ts';
import { readDestinations } from './read/destinations.ts';
import { readPage } from './read/page.ts';
import { readStructure } from './read/structure.ts';
import { wordsOf } from './source.ts';

/** A fault in a part. Pages count from 0 in the part. */
export interface Fault {
  check: RuleId;
  page: number;
  /** `{folio}` stands for the folio of the page `other`. */
  texts: Bilingual;
  other?: number | undefined;
  /** The line in which it is, by its words and those of its paragraph up to its end (see source.ts). */
  words?: { line: string; upToEnd: string };
}

/** What reading a part's printed pages has shown. Plain data, and nothing of where the part stands in the book or in its source. */
export interface PartAudit {
  faults: Fault[];
  /** Han characters that are printed, and how often. */
  characters: [character: string, count: number][];
  /** The running text of each page. */
  texts: PagePieces[];
  /** Where each line of text stands. */
  printed: PrintedText;
}

/** The pages of a part by itself: Chromium prints all of them as rectos. */
export function sheetsOf(kind: Part['kind'], count: number): SheetInfo[] {
  return Array.from({ length: count }, (_, i) => ({
    kind: kind !== 'chapter' ? kind : i === 0 ? 'opener' : 'text',
    side: 'recto',
  }));
}

/** Reads the pages of a part as a reader's software does, and finds where they are not set as they should be. */
export function auditPart(document: PDFDocument, facts: AuditFacts, sheets: readonly SheetInfo[]): PartAudit {
  const layout = readLayout(document, facts, sheets);
  return {
    faults: checks.flatMap(({ id, find }) =>
      [...find(layout)].map(({ page, texts, other, line, paragraph }): Fault => {
        const words = line && wordsUpTo(line, paragraph);
        return { check: id, page, texts, ...(other !== undefined && { other }), ...(words && { words }) };
      }),
    ),
    characters: [...countHan(textsOf(layout))],
    texts: layout.pages.map(piecesOn),
    printed: printedText(layout),
  };
}

function* textsOf({ pages }: Layout): Generator<string> {
  for (const { glyphs } of pages) for (const { text } of glyphs) yield text;
}

/** What a line is found by in its source. */
export function wordsUpTo<T extends Pick<Line, 'text'>>(
  line: T,
  paragraph: { lines: readonly T[] } | undefined,
): { line: string; upToEnd: string } {
  const before = paragraph ? paragraph.lines.slice(0, paragraph.lines.indexOf(line)) : [];
  return { line: wordsOf(line.text), upToEnd: wordsOf([...before, line].map(({ text }) => text).join('')) };
}

/** The pages of a PDF as the checks see them. */
export function readLayout(document: PDFDocument, facts: AuditFacts, sheets: readonly SheetInfo[]): Layout {
  const owners = readStructure(document);
  const fonts = new Map();
  const pages = document
    .getPages()
    .map((page) => readPage(page, owners.get(page.ref) ?? new Map(), fonts, facts.writing));
  const paragraphs = findParagraphs(pages, facts.writing);
  const lines: Line[][] = pages.map(() => []);
  for (const paragraph of paragraphs) for (const line of paragraph.lines) lines[line.page]?.push(line);
  return { facts, sheets, pages, paragraphs, lines, destinations: readDestinations(document) };
}
