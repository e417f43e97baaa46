import { PDFDocument } from '@cantoo/pdf-lib';
import type { Point } from 'unist';
import { VFile } from 'vfile';
import { type Bilingual, type KanbenMessage, say } from '../../report/message.ts';
import type { Check, Finding, Layout } from './checks/check.ts';
import { checks } from './checks/index.ts';
import type { AuditFacts } from './facts.ts';
import { findParagraphs, type Line } from './lines.ts';
import { readDestinations } from './read/destinations.ts';
import { readPage } from './read/page.ts';
import { readStructure } from './read/structure.ts';
import { SourceFinder } from './source.ts';

/** What the audit found, and how often, by check. */
export interface Audit {
  messages: KanbenMessage[];
  counts: { id: string; title: Bilingual; count: number }[];
}

/**
 * Reads a finished PDF as a reader's software does, and tells where its pages are not set as they should be: a message each, with
 * the folio and the place in the Markdown.
 * @throws Error if the PDF cannot be read.
 */
export function auditLayout(layout: Layout): Audit {
  const tell = teller(layout);
  const messages: KanbenMessage[] = [];
  const counts: Audit['counts'] = [];
  for (const check of checks) {
    const found = [...check.find(layout)].map((finding) => tell(check, finding));
    messages.push(...found);
    if (found.length > 0) counts.push({ id: check.id, title: check.title, count: found.length });
  }
  return { messages, counts };
}

/** The pages of a PDF as the checks see them. */
export async function readLayout(bytes: Uint8Array, facts: AuditFacts): Promise<Layout> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true });
  const owners = readStructure(document);
  const fonts = new Map();
  const pages = document
    .getPages()
    .map((page) => readPage(page, owners.get(page.ref) ?? new Map(), fonts, facts.writing));
  const paragraphs = findParagraphs(pages, facts.writing);
  const lines: Line[][] = pages.map(() => []);
  for (const paragraph of paragraphs) for (const line of paragraph.lines) lines[line.page]?.push(line);
  return { facts, pages, paragraphs, lines, destinations: readDestinations(document) };
}

/** Turns findings into messages at the Markdown that the page was made from. */
function teller({ facts, destinations }: Layout): (check: Check, finding: Finding) => KanbenMessage {
  const starts = facts.chapters
    .flatMap(({ id, source }) => {
      const page = destinations.get(id);
      return page === undefined ? [] : [{ page, finder: new SourceFinder(source), file: source.file }];
    })
    .sort((a, b) => a.page - b.page);
  const findPlace = ({ page, line, paragraph }: Finding): { file: VFile; place: Point | undefined } => {
    const at = starts.findLastIndex((start) => start.page <= page);
    const start = starts[at];
    if (!start) return { file: new VFile({ path: 'book.yaml' }), place: undefined };
    if (!line) return { file: start.file, place: undefined };
    const end = starts[at + 1]?.page ?? facts.pages.length;
    return start.finder.find(line, paragraph, (page - start.page + 0.5) / Math.max(1, end - start.page));
  };
  return (check, finding) => {
    const { file, place } = findPlace(finding);
    const info = facts.pages[finding.page];
    const folio = info?.folio || info?.label;
    const zh = `${folio ? `第 ${folio} 页` : `PDF 第 ${finding.page + 1} 页`}：${finding.texts.zh}。`;
    const en = `${folio ? `Page ${folio}` : `PDF page ${finding.page + 1}`}: ${finding.texts.en}.`;
    const message = say(
      file,
      check.id,
      { zh, en },
      { place, severity: check.severity, ...(check.clause && { note: check.clause }) },
    );
    message.page = finding.page;
    return message;
  };
}
