import type { TypesetBook } from '../html/index.ts';
import type { Template } from '../template/load.ts';
import { assemble, type FinishOptions } from './assemble/index.ts';
import { printFurniture } from './furniture.ts';
import { withOnly } from './one-chapter.ts';
import type { PageInfo, Part } from './pages.ts';
import type { PartPress } from './part-press.ts';
import type { Glimpse } from './press/tab.ts';
import type { PrintShop } from './print-shop.ts';

/** Some pages of a part as they are now, with the running heads and folios that they had before. */
export interface PrintedGlimpse {
  bytes: Uint8Array;
  /** Index in the part, from 0, of the first of them. */
  first: number;
  count: number;
}

/** What is looked at. */
export interface GlimpseAt {
  /** Index of a page in its part, from 0. */
  page: number;
  take: (glimpse: PrintedGlimpse) => void;
}

/** How many pages on either side of the one that is looked at: what was written may have moved there. */
const around = 1;

/**
 * Has a few pages of a part printed before the others, and makes them ready to be looked at: that takes as long for a long chapter
 * as for a short one. `pages` are those that the part had before. What goes wrong is told by the print of the whole part.
 */
export function glimpseAt(
  { page, take }: GlimpseAt,
  part: Part,
  pages: readonly PageInfo[],
  { press, shop }: { press: PartPress; shop: PrintShop },
  book: TypesetBook,
  template: Template,
  options: Omit<FinishOptions, 'claims'>,
): Glimpse {
  const first = Math.max(0, page - around);
  const last = Math.min(pages.length - 1, page + around);
  const finish = async (bytes: Uint8Array) => {
    const before = { pages: [...pages], parts: [{ part, laid: { count: pages.length }, start: 0 }] };
    const [compiled, { sheets }] = await Promise.all([
      shop.threads.compileGlimpse(bytes),
      printFurniture(before, press, book, template, shop.fontCss),
    ]);
    // Nothing leads into them.
    const untitled = { ...withOnly(book, part.id), contents: [] };
    const shown = [first, first + compiled.count] as const;
    const finished = await assemble(
      [{ part, compiled }],
      sheets.slice(...shown),
      pages.slice(...shown),
      untitled,
      template,
      { ...options, claims: [] },
    );
    take({ bytes: finished.bytes, first, count: compiled.count });
  };
  return { first: first + 1, last: last + 1, take: (bytes) => void finish(bytes).catch(() => {}) };
}
