import type { ChapterInPage } from './chapter-in-page.ts';

/** Where the first line or block of a planned page came to stand. */
export interface FoundHead {
  /** The sheet, from 0. */
  sheet: number;
  /** How far below the head of the sheet. */
  offset: number;
}

/**
 * Runs in the page. Sets a placed chapter in columns as large as its pages, which break as pages do, and tells where the head of
 * each planned page stands in them (undefined where there is nothing to find).
 */
export function verifyChapter(
  { section, heads }: ChapterInPage,
  area: { width: number; height: number },
): { heads: (FoundHead | undefined)[] } {
  const vertical = getComputedStyle(section).writingMode.startsWith('vertical');
  const had = section.getAttribute('style');
  // Pages repeat the head of a table that goes on, columns do not: a row as high stands for it.
  const repeated = heads.flatMap((head) => {
    if (!(head instanceof HTMLTableRowElement)) return [];
    const size = head.closest('table')?.tHead?.getBoundingClientRect();
    return size ? [{ row: head, height: vertical ? size.width : size.height }] : [];
  });
  const rows = repeated.map(({ row, height }) => {
    const stand = document.createElement('tr');
    const cell = document.createElement('td');
    cell.style.cssText = `padding:0;border:0;block-size:${height}px`;
    stand.append(cell);
    stand.classList.toggle('kb-break', row.classList.contains('kb-break'));
    row.classList.remove('kb-break');
    row.before(stand);
    return { row, stand };
  });
  const columns: Record<string, string> = {
    'column-width': `${area.width}px`,
    'column-gap': '0px',
    'column-fill': 'auto',
    'inline-size': `${area.width}px`,
    'block-size': `${area.height}px`,
  };
  for (const [name, value] of Object.entries(columns)) section.style.setProperty(name, value, 'important');
  section.classList.add('kb-measured');
  const origin = section.getBoundingClientRect();
  // By its middle: an opening mark that is drawn in by half a cell begins before its column.
  const middle = ({ top, bottom, left, right }: DOMRect) =>
    vertical ? (top + bottom) / 2 - origin.top : (left + right) / 2 - origin.left;
  const place = (rect: DOMRect): FoundHead => ({
    sheet: Math.floor((middle(rect) + 1) / area.width),
    offset: vertical ? origin.right - rect.right : rect.top - origin.top,
  });
  const found = Array.from(heads, (head) => {
    const rect = head && [...head.getClientRects()].find(({ width, height }) => width > 0 && height > 0);
    return rect && place(rect);
  });
  section.classList.remove('kb-measured');
  for (const { row, stand } of rows) {
    row.classList.toggle('kb-break', stand.classList.contains('kb-break'));
    stand.remove();
  }
  if (had === null) section.removeAttribute('style');
  else section.setAttribute('style', had);
  return { heads: found };
}

/**
 * Runs in the page. The first planned page that begins within a paragraph and whose first line is no longer its own, -1 if there is
 * none: a float can make the browser break the lines of a paragraph otherwise. It lays out only the paragraphs that were changed.
 */
export function findRewrapped({ section, heads }: ChapterInPage): number {
  const vertical = getComputedStyle(section).writingMode.startsWith('vertical');
  const start = ({ top, right }: DOMRect) => (vertical ? -right : top);
  const end = ({ bottom, left }: DOMRect) => (vertical ? -left : bottom);
  return heads.findIndex((head) => {
    if (!(head instanceof Range)) return false;
    const filler = head.startContainer.previousSibling;
    if (!(filler instanceof Element) || !filler.classList.contains('kb-filler')) return false;
    const rect = [...head.getClientRects()].find(({ width, height }) => width > 0 && height > 0);
    return rect !== undefined && start(rect) < end(filler.getBoundingClientRect()) - 1;
  });
}
