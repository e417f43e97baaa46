import type { PageContent } from './audit/read/page.ts';
import type { Owner } from './audit/read/structure.ts';
import type { PageInfo } from './pages.ts';

/** A page of a chapter as it was printed. */
export interface PrintedPage {
  /** The label that viewers show: the folio, also where it is not printed. */
  label: string;
  /** Whether a chapter, or a part's title page, begins with it. */
  opens: boolean;
  /** The running text on it, and where each piece stands in the order of reading; no two pages have the same. */
  pieces: { text: string; order: number }[];
}

/** What stands for a picture and for a formula in the text: what they show is no text, or painted otherwise elsewhere. */
export const pictureSign = '\uFFFC';
export const formulaSign = '\uE000';

/** What is no running text, or stands elsewhere in another output. */
const apart: ReadonlySet<string> = new Set(['Lbl', 'Note', 'FENote', 'RT', 'RP']);

/** The pages of the chapters in order, with the text on each; none for cover, contents and blank pages. */
export function pageTexts(contents: readonly PageContent[], pages: readonly PageInfo[]): PrintedPage[] {
  return contents.flatMap(({ glyphs, paints }, n) => {
    const { kind, label } = pages[n] ?? { kind: 'blank' as const, label: '' };
    if (kind !== 'part' && kind !== 'opener' && kind !== 'text') return [];
    const texts = new Map<number, string>();
    const add = (owner: Owner | undefined, text: string) => {
      if (!owner) return;
      const types = [owner.block.role, ...owner.block.within, ...owner.inline];
      if (types.some((type) => apart.has(type))) return;
      const sign = types.includes('Figure') ? pictureSign : types.includes('Formula') ? formulaSign : undefined;
      if (sign) texts.set(owner.order, sign);
      else if (text !== '') texts.set(owner.order, (texts.get(owner.order) ?? '') + text);
    };
    for (const { owner, text } of glyphs) add(owner, text);
    for (const { owner } of paints) add(owner, '');
    const pieces = [...texts].map(([order, text]) => ({ text, order }));
    return [{ label, opens: kind !== 'text', pieces }];
  });
}
