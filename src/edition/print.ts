import { VFile } from 'vfile';
import { type Audit, tellAudit } from '../pdf/audit/index.ts';
import type { Claim } from '../pdf/finish/conformance.ts';
import { droppedClaims } from '../pdf/finish/dropped-claims.ts';
import { type PrintedBook, type PrintOptions, printBook } from '../pdf/index.ts';
import { faultMessages } from '../pdf/layout-faults.ts';
import { overfullFigures } from '../pdf/overfull.ts';
import { type KanbenMessage, say } from '../report/message.ts';
import type { ReadyEdition } from './prepare.ts';

/** A PDF with all that is to be said of it. */
export interface PrintedEdition {
  printed: PrintedBook;
  /** What the audit of the layout found; undefined with `pdf.audit: false`, or of one chapter alone. */
  audit: Audit | undefined;
  messages: KanbenMessage[];
}

/** Prints a book, or a chapter of it, and tells what could not be as it should. @throws Failure (3) */
export async function printEdition(
  { shop, book, template }: ReadyEdition,
  options: PrintOptions & { claims: readonly Claim[] },
): Promise<PrintedEdition> {
  const { only, claims, progress } = options;
  let audit: Audit | undefined;
  const laidOut: PrintOptions['laidOut'] = (audited, pages) => {
    if (only !== undefined || !book.config.pdf.audit) return;
    progress.step('audit', { pages: pages.length });
    audit = tellAudit(audited, pages);
  };
  const printed = await printBook(shop, book, template, { ...options, laidOut });
  const messages = [
    ...refusedRequests(printed.refused),
    ...faultMessages(printed.book, printed.faults),
    ...overfullFigures(book, printed.overfull, printed.folios),
    ...droppedClaims(printed.findings, claims),
    ...(audit?.messages ?? []),
  ];
  return { printed, audit, messages };
}

/** What the pages asked for and did not get: an author's HTML cannot ask, so it is the template's CSS. */
function refusedRequests(addresses: string[]): KanbenMessage[] {
  const file = new VFile({ path: 'print.css' });
  for (const address of new Set(addresses)) {
    const zh = `排版时请求 ${address}，已拒绝：只读书稿和模板自己的文件。请从模板的 CSS 里去掉它。`;
    const en = `The pages asked for ${address}, which was refused: only the manuscript's own files are read. Take it out of the template's CSS.`;
    say(file, 'print:refused-request', { zh, en });
  }
  return file.messages as KanbenMessage[];
}
