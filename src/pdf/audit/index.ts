import type { Point } from 'unist';
import { VFile } from 'vfile';
import { type Bilingual, type KanbenMessage, say } from '../../report/message.ts';
import type { PageInfo } from '../pages.ts';
import type { CheckTitle } from './checks/check.ts';
import { checks } from './checks/index.ts';
import { findLost, lostText } from './checks/lost-text.ts';
import type { SourceText } from './facts.ts';
import type { Fault, PartAudit } from './part.ts';
import { SourceFinder } from './source.ts';

/** What the audit found, and how often, by check. */
export interface Audit {
  messages: KanbenMessage[];
  counts: { id: string; title: Bilingual; count: number }[];
}

/** A part in its place. */
export interface AuditedPart {
  audit: PartAudit;
  /** Index of its first page in the book, and number of its pages. */
  start: number;
  count: number;
  /** The text it was made from; undefined of what we wrote ourselves. */
  source: SourceText | undefined;
}

/** Tells where the pages of a book are not set as they should be: a message each, with the folio and the place in the Markdown. */
export function tellAudit(parts: readonly AuditedPart[], pages: readonly PageInfo[]): Audit {
  const messages: KanbenMessage[] = [];
  const counts: Audit['counts'] = [];
  const finders = parts.map(({ source }) => source && new SourceFinder(source));
  for (const check of [...checks, lostText]) {
    const found = parts.flatMap((part, i) =>
      faultsOf(part, check).map((fault) => tell(check, fault, part, finders[i], pages)),
    );
    messages.push(...found);
    if (found.length > 0) counts.push({ id: check.id, title: check.title, count: found.length });
  }
  return { messages, counts };
}

function faultsOf({ audit, source }: AuditedPart, check: CheckTitle): Fault[] {
  if (check !== lostText) return audit.faults.filter((fault) => fault.check === check.id);
  return source ? findLost(source, audit.characters) : [];
}

function tell(
  check: CheckTitle,
  { page, texts, other, words }: Fault,
  { start, count, source }: AuditedPart,
  finder: SourceFinder | undefined,
  pages: readonly PageInfo[],
): KanbenMessage {
  const folioOf = (index: number) => pages[start + index]?.folio || pages[start + index]?.label;
  const number = start + page + 1;
  const [folio, named] = [folioOf(page), other === undefined ? '' : (folioOf(other) ?? String(start + other + 1))];
  const zh = `${folio ? `第 ${folio} 页` : `PDF 第 ${number} 页`}：${texts.zh.replaceAll('{folio}', named)}。`;
  const en = `${folio ? `Page ${folio}` : `PDF page ${number}`}: ${texts.en.replaceAll('{folio}', named)}.`;
  const { file, place }: { file: VFile; place: Point | undefined } =
    finder && words
      ? finder.find(words, (page + 0.5) / Math.max(1, count))
      : { file: source?.file ?? new VFile({ path: 'book.yaml' }), place: undefined };
  const { id, severity, clause } = check;
  const message = say(file, id, { zh, en }, { place, severity, ...(clause && { note: clause }) });
  message.page = start + page;
  return message;
}
