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

/** The pages of the chapters in order, with the text that each begins with; none for cover, contents and blank pages. */
export function pageTexts(contents: readonly PageContent[], pages: readonly PageInfo[]): PrintedPage[] {
  return contents.flatMap(({ glyphs }, n) => {
    const { kind, label } = pages[n] ?? { kind: 'blank' as const, label: '' };
    if (kind !== 'part' && kind !== 'opener' && kind !== 'text') return [];
    let text = '';
    for (const { owner, text: glyph } of glyphs) {
      if (text.length > mostCharacters) break;
      if (!owner) continue;
      const { block, inline } = owner;
      if (![block.role, ...block.within, ...inline].some((type) => apart.has(type))) text += glyph;
    }
    return [{ label, opens: kind !== 'text', text }];
  });
}
