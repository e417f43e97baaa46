import type { ChapterInPage } from './measure.ts';

/** Where the first line or block of a planned page came to stand. */
export interface FoundHead {
  /** The sheet, from 0. */
  sheet: number;
  /** How far below the head of the sheet. */
  offset: number;
}

/**
 * Runs in the page. Sets a placed chapter in columns as large as its pages, which break as pages do, and tells where the head of
 * each planned page stands in them (undefined where there is nothing to find), and on how many sheets the chapter ends.
 */
export function verifyChapter(
  { section, heads }: ChapterInPage,
  area: { width: number; height: number },
): { heads: (FoundHead | undefined)[]; sheets: number } {
  const vertical = getComputedStyle(section).writingMode.startsWith('vertical');
  const had = section.getAttribute('style');
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
  const place = (rect: DOMRect): FoundHead => ({
    sheet: Math.floor(((vertical ? rect.top - origin.top : rect.left - origin.left) + 1) / area.width),
    offset: vertical ? origin.right - rect.right : rect.top - origin.top,
  });
  const found = Array.from(heads, (head) => {
    const rect = head && [...head.getClientRects()].find(({ width, height }) => width + height > 0);
    return rect && place(rect);
  });
  const ends = [...section.children].flatMap((child) =>
    getComputedStyle(child).position === 'absolute' ? [] : [...child.getClientRects()].slice(-1),
  );
  const sheets = Math.max(0, ...ends.map((rect) => place(rect).sheet)) + 1;
  section.classList.remove('kb-measured');
  if (had === null) section.removeAttribute('style');
  else section.setAttribute('style', had);
  return { heads: found, sheets };
}
