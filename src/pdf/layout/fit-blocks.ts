import type { LayoutFault } from './types.ts';

/**
 * Runs in the page, whose root is as wide as a line of print. Finds what is wider than its line or higher than its page and
 * cannot be broken. A table that long words make too wide has these words broken, and a group of pictures that is too high
 * is divided into its rows; what still does not fit is cut in print.
 */
export function fitBlocks(pageHeight: number): LayoutFault[] {
  const vertical = getComputedStyle(document.documentElement).writingMode.startsWith('vertical');
  const range = document.createRange();
  const size = (element: Element): [inline: number, block: number] => {
    // A displayed formula is as wide as its line, whatever it holds.
    const isFormula = element.tagName === 'math';
    if (isFormula) range.selectNodeContents(element);
    const { width, height } = (isFormula ? range : element).getBoundingClientRect();
    return vertical ? [height, width] : [width, height];
  };
  /** How much room the line has that an element stands in. */
  const roomOf = (element: Element): number => {
    let block = element.parentElement;
    while (block && /^(inline|contents|math|ruby)/.test(getComputedStyle(block).display)) block = block.parentElement;
    if (!block) return Number.POSITIVE_INFINITY;
    const style = getComputedStyle(block);
    const padding = ['start', 'end'].map((edge) => Number.parseFloat(style.getPropertyValue(`padding-inline-${edge}`)));
    return (vertical ? block.clientHeight : block.clientWidth) - (padding[0] ?? 0) - (padding[1] ?? 0);
  };
  const isTooWide = (element: Element) => size(element)[0] > roomOf(element) + 1;
  /** More letters, digits and signs on end than a cell of a table is wide, as a rule. */
  const hasLongWord = (cell: Element) => /[!-~\u00a1-\u024f]{20}/.test(cell.textContent ?? '');

  /** Rows of pictures, each a group of its own. */
  const divide = (group: HTMLElement): HTMLElement[] => {
    const columns = Number(getComputedStyle(group).getPropertyValue('--columns')) || 1;
    const parts = [...group.children];
    const rows: HTMLElement[] = [];
    for (let from = columns; from < parts.length; from += columns) {
      const row = group.cloneNode(false) as HTMLElement;
      row.append(...parts.slice(from, from + columns));
      rows.push(row);
    }
    const caption = group.nextElementSibling;
    if (caption instanceof HTMLElement) caption.style.breakBefore = 'avoid';
    group.after(...rows);
    return rows;
  };

  const faults: LayoutFault[] = [];
  for (const chapter of document.querySelectorAll<HTMLElement>('section.chapter')) {
    const all = [...chapter.querySelectorAll<HTMLElement>('table, tr, math, img, .parts')].filter(
      (element) => !element.closest('.turned'),
    );
    // Everything is read before anything is changed.
    const tables = all.filter((element) => element.tagName === 'TABLE' && isTooWide(element));
    for (const cell of tables.flatMap((table) =>
      [...table.querySelectorAll<HTMLElement>('th, td')].filter(hasLongWord),
    ))
      cell.style.overflowWrap = 'anywhere';
    for (const table of tables.filter(isTooWide)) table.style.overflowWrap = 'anywhere';
    const groups = all.filter((element) => element.matches('.parts') && size(element)[1] > pageHeight);
    const divided = groups.flatMap(divide);

    const origin = chapter.getBoundingClientRect();
    const tell = (element: Element, kind: LayoutFault['kind']): void => {
      const rect = element.getBoundingClientRect();
      const progress = vertical
        ? (origin.right - rect.right) / Math.max(1, origin.width)
        : (rect.top - origin.top) / Math.max(1, origin.height);
      const words = element instanceof HTMLImageElement ? element.alt : (element.textContent ?? '');
      faults.push({ kind, element: element.tagName.toLowerCase(), words: words.trim().slice(0, 60), progress });
    };
    for (const element of [...all, ...divided]) {
      const [, height] = size(element);
      const isRow = element.tagName === 'TR';
      if (!isRow && isTooWide(element)) tell(element, 'too-wide');
      else if (height > pageHeight + 1 && element.tagName !== 'TABLE') tell(element, isRow ? 'tall-row' : 'too-high');
    }
  }
  return faults;
}
