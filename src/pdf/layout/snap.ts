/**
 * Runs in the page, whose root is as wide as a line of print. Gives every block of a chapter a height of whole lines, so that the
 * text below it stands on the lines of the grid again, and with it that on the back of the leaf. What is missing to the next
 * line is added to the block: half above and half below, below a paragraph and what breaks over pages with a frame of its own,
 * and mostly above a heading. Chromium knows neither `line-grid` nor `block-step`.
 *
 * Blocks that stand alone on a page stay as they are, and so do the notes. A block that is broken over pages ends on the grid
 * only if its own lines are on it, as the style sheets have it for text, lists and quotations.
 * @returns how many blocks were given more.
 */
export function snapBlocks(): number {
  const root = document.documentElement;
  const row = Number.parseFloat(getComputedStyle(root).lineHeight);
  if (!(row > 0)) return 0;
  const vertical = getComputedStyle(root).writingMode.startsWith('vertical');
  const extent = (element: Element): [start: number, end: number] => {
    const { top, bottom, left, right } = element.getBoundingClientRect();
    return vertical ? [-right, -left] : [top, bottom];
  };
  /** What is missing to whole lines. Lengths of layout are 1/64 px: a sum of many may be off by more. */
  const missing = (length: number) => {
    const rows = length / row;
    return Math.abs(rows - Math.round(rows)) * row < 0.25 ? 0 : (Math.ceil(rows) - rows) * row;
  };

  let snapped = 0;
  for (const chapter of document.querySelectorAll<HTMLElement>('section.chapter')) {
    const { columnCount, columnGap } = getComputedStyle(chapter);
    const columns = Number(columnCount) || 1;
    if (columns > 1) {
      // One column as wide, to see blocks whole.
      const gap = Number.parseFloat(columnGap) || 0;
      const whole = vertical ? chapter.clientHeight : chapter.clientWidth;
      chapter.style.columns = 'auto';
      chapter.style.inlineSize = `${(whole - gap * (columns - 1)) / columns}px`;
    }
    const blocks = [...chapter.children].filter((block): block is HTMLElement => {
      if (!(block instanceof HTMLElement) || block.matches('.notes')) return false;
      const { display, position, float, breakBefore, breakAfter } = getComputedStyle(block);
      const alone = breakBefore === 'page' && breakAfter === 'page';
      return display !== 'none' && !/absolute|fixed/.test(position) && float === 'none' && !alone;
    });
    // Read everything before anything is changed: one layout for the chapter.
    const changes = blocks.flatMap((block) => {
      const [start, end] = extent(block);
      const more = missing(end - start);
      return more > 0 ? [{ block, more, style: getComputedStyle(block) }] : [];
    });
    const applied = changes.map(({ block, more, style }) => {
      const above = /^H[1-6]$/.test(block.tagName) ? 0.6 : block.tagName === 'P' ? 0 : 0.5;
      const clones = style.getPropertyValue('-webkit-box-decoration-break') === 'clone';
      const size = (name: string) => Number.parseFloat(style.getPropertyValue(name)) || 0;
      return clones || style.display === 'table'
        ? { block, name: 'margin-block-end', values: [size('margin-block-end') + more] }
        : {
            block,
            name: 'padding-block',
            values: [size('padding-block-start') + more * above, size('padding-block-end') + more * (1 - above)],
          };
    });
    for (const { block, name, values } of applied) {
      block.style.setProperty(name, values.map((value) => `${value}px`).join(' '));
      // A height that is given would take the padding out of the content.
      block.style.boxSizing = 'content-box';
    }
    if (columns > 1) {
      chapter.style.removeProperty('columns');
      chapter.style.removeProperty('inline-size');
    }
    snapped += applied.length;
  }
  return snapped;
}
