import type { AuditedPart } from './audit/index.ts';
import type { PageContent } from './audit/read/page.ts';
import type { PageInfo } from './pages.ts';

/** A page of a chapter as it was printed. */
export interface PrintedPage {
  /** The label that viewers show: the folio, also where it is not printed. */
  label: string;
  /** Whether a chapter, or a part's title page, begins with it. */
  opens: boolean;
  /** The beginning of its running text, as it is painted; '' where there is none, as on a page of figures. */
  text: string;
}

/** What is no running text, or stands elsewhere in another output. */
const apart: ReadonlySet<string> = new Set(['Caption', 'Figure', 'Formula', 'Lbl', 'Note', 'FENote', 'RT', 'RP', 'TH']);

/** Enough to tell a page from any other. */
const mostCharacters = 160;

/** The pages of the chapters in order; none for cover, contents and blank pages. `starts`: how the text of each page begins. */
export function pageTexts(starts: readonly (string | undefined)[], pages: readonly PageInfo[]): PrintedPage[] {
  return pages.flatMap(({ kind, label }, n) => {
    if (kind !== 'part' && kind !== 'opener' && kind !== 'text') return [];
    return [{ label, opens: kind !== 'text', text: starts[n] ?? '' }];
  });
}

/** How the text of each page of a book begins; undefined of blank pages. */
export function startsOf(parts: readonly AuditedPart[], pages: number): (string | undefined)[] {
  const starts: (string | undefined)[] = Array.from({ length: pages });
  for (const { start, audit } of parts) for (const [i, text] of audit.starts.entries()) starts[start + i] = text;
  return starts;
}

/** How the running text of a page begins. */
export function pageStart({ glyphs }: PageContent): string {
  let text = '';
  for (const { owner, text: glyph } of glyphs) {
    if (text.length > mostCharacters) break;
    if (!owner) continue;
    const { block, inline } = owner;
    if (![block.role, ...block.within, ...inline].some((type) => apart.has(type))) text += glyph;
  }
  return text;
}
