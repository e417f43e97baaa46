import type { AuditedPart } from './audit/index.ts';
import { type PageContent, runsOf } from './audit/read/painted.ts';
import type { Owner } from './audit/read/structure.ts';
import type { PageInfo } from './pages.ts';

/** A page of a chapter as it was printed. */
export interface PrintedPage {
  /** The label that viewers show: the folio, also where it is not printed. */
  label: string;
  /** Whether a chapter, or a part's title page, begins with it. */
  opens: boolean;
  /** The running text on it, and where each piece stands in the order of reading of its part. */
  pieces: { text: string; order: number }[];
}

/** What stands for a picture and for a formula in the text: what they show is no text, or painted otherwise elsewhere. */
export const pictureSign = '\uFFFC';
export const formulaSign = '\uE000';

/** What is no running text, or stands elsewhere in another output. */
const apart: ReadonlySet<string> = new Set(['Lbl', 'Note', 'FENote', 'RT', 'RP']);

/** The running text on a page, and where each piece stands in the order of reading. Plain data. */
export type PagePieces = PrintedPage['pieces'];

/** The pages of the chapters in order; none for cover, contents and blank pages. `texts`: what stands on each page of the book. */
export function pageTexts(texts: readonly (PagePieces | undefined)[], pages: readonly PageInfo[]): PrintedPage[] {
  return pages.flatMap(({ kind, label }, n) => {
    if (kind !== 'part' && kind !== 'opener' && kind !== 'text') return [];
    return [{ label, opens: kind !== 'text', pieces: texts[n] ?? [] }];
  });
}

/** The texts of the pages of all parts in their places; undefined of blank pages. */
export function textsOf(parts: readonly AuditedPart[], pages: number): (PagePieces | undefined)[] {
  const texts: (PagePieces | undefined)[] = Array.from({ length: pages });
  for (const { start, audit } of parts) for (const [i, text] of audit.texts.entries()) texts[start + i] = text;
  return texts;
}

/** What a page shows. */
export function piecesOn({ glyphs, paints }: PageContent): PagePieces {
  const texts = new Map<number, string>();
  const add = (owner: Owner, text: string) => {
    const types = [owner.block.role, ...owner.block.within, ...owner.inline];
    if (types.some((type) => apart.has(type))) return;
    const sign = types.includes('Figure') ? pictureSign : types.includes('Formula') ? formulaSign : undefined;
    if (sign) texts.set(owner.order, sign);
    else if (text !== '') texts.set(owner.order, (texts.get(owner.order) ?? '') + text);
  };
  for (const { owner, run } of runsOf(glyphs)) if (owner) add(owner, run.map(({ text }) => text).join(''));
  for (const { owner } of paints) if (owner) add(owner, '');
  return [...texts].map(([order, text]) => ({ text, order }));
}
