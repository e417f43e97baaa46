import { compilePage } from './compile-page.ts';
import { type CompiledPages, refused } from './compiled.ts';
import { openUntagged } from './untagged.ts';

/**
 * Makes pages of a part, printed without tags, ready to be looked at: they have the text and the looks of those that the book will
 * have, and nothing leads into them.
 * @throws Failure (3) as for a part
 */
export async function compileGlimpse(bytes: Uint8Array): Promise<CompiledPages> {
  try {
    const { document, fonts, relocator } = await openUntagged(bytes);
    const pageList = document.getPages();
    for (const page of pageList) relocator.numberOf(page.ref);
    const pages = pageList.map((page) => compilePage(page, relocator));
    const objects = relocator.finish(new Set(pageList.map((page) => page.ref)));
    const nothing = {
      destinations: new Map(),
      places: new Map(),
      tags: [],
      rows: [],
      ids: [],
      roles: [],
      findings: [],
    };
    return { count: pages.length, pages, fonts, ...objects, ...nothing };
  } catch (error) {
    throw refused('glimpse', error as Error);
  }
}
