import type { TypesetBook } from '../html/index.ts';
import type { Template } from '../template/load.ts';
import type { Sheet } from './assemble/furniture.ts';
import { composeFurniture } from './compose/furniture.ts';
import type { PageInfo } from './pages.ts';
import type { LaidPart, PartPress } from './part-press.ts';
import type { Settled } from './settle.ts';

export interface PrintedFurniture {
  /** What is laid over each page of the book; undefined where nothing is. */
  sheets: (Sheet | undefined)[];
  refused: string[];
}

/** Prints running heads, folios and 续表 lines, those of each part by themselves: several at once, and kept as parts are. */
export async function printFurniture(
  { pages, parts }: Pick<Settled<Pick<LaidPart, 'count'>>, 'pages' | 'parts'>,
  press: PartPress,
  book: TypesetBook,
  template: Template,
  fontCss: string,
): Promise<PrintedFurniture> {
  const sheets: PrintedFurniture['sheets'] = pages.map(() => undefined);
  const refused: string[] = [];
  let end = 0;
  await Promise.all(
    parts.map(async ({ laid }) => {
      while (pages[end]?.kind === 'blank') end++;
      const start = end;
      end += laid.count;
      const at = pages.slice(start, end).flatMap((page, i) => (isBare(page) ? [] : [start + i]));
      if (at.length === 0) return;
      const shown = at.flatMap((index) => pages[index] ?? []);
      const printed = await press.furniture(composeFurniture(shown, book, template, fontCss));
      for (const [form, index] of at.entries()) sheets[index] = { furniture: printed, form };
      refused.push(...printed.refused);
    }),
  );
  return { sheets, refused };
}

function isBare({ head, folio, continued }: PageInfo): boolean {
  return head === '' && folio === '' && !continued;
}
