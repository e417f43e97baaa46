import type { ChapterInPage } from './measure.ts';

/**
 * Runs in the page. Finds the numbered figures of a measured chapter that may be moved to the head of the next page: those that are not to break, stand by themselves in the text of the chapter and with text before and behind them, and are not
 * tied to their place (`place=here`). None where the chapter is set in columns.
 */
export function measureFloats({ section, anchors, measured }: ChapterInPage): void {
  const { columnCount, writingMode } = getComputedStyle(section);
  if (Number(columnCount) > 1) return;
  const vertical = writingMode.startsWith('vertical');
  const extent = (element: Element): [start: number, end: number] => {
    const { top, bottom, left, right } = element.getBoundingClientRect();
    return vertical ? [-right, -left] : [top, bottom];
  };
  const neighbour = (element: Element, side: 'previousElementSibling' | 'nextElementSibling') => {
    for (let at = element[side]; at; at = at[side]) {
      const { display, position, float } = getComputedStyle(at);
      if (float !== 'none') return undefined;
      if (display !== 'none' && !/absolute|fixed/.test(position)) return at.matches('figure, .notes') ? undefined : at;
    }
    return undefined;
  };
  const found = anchors.flatMap(({ chain }, item) => {
    const [figure] = chain;
    // What breaks begins together with its caption or its first row.
    if (chain.length !== 1 || !(figure instanceof HTMLElement)) return [];
    if (!figure.matches('figure:not(.own-page, .landscape, .here)') || figure.parentElement !== section) return [];
    if (!figure.querySelector(':scope > figcaption .label')) return [];
    const style = getComputedStyle(figure);
    if (style.float !== 'none' || style.position !== 'static' || !style.breakInside.startsWith('avoid')) return [];
    const [before, behind] = [neighbour(figure, 'previousElementSibling'), neighbour(figure, 'nextElementSibling')];
    if (!before || !behind) return [];
    const [start, end] = extent(figure);
    const below = Number.parseFloat(style.getPropertyValue('margin-block-end')) || 0;
    const apart = () => extent(behind)[0] - extent(before)[1];
    return [{ item, figure, had: figure.style.position, height: end - start + below, apart, distance: apart() }];
  });
  // Each has text on both sides, so that none changes what another closes.
  for (const { figure } of found) figure.style.position = 'absolute';
  for (const { item, figure, height, apart, distance } of found) {
    const measuredItem = measured.items[item];
    if (measuredItem) measuredItem.float = { id: figure.id, height, closes: distance - apart() };
  }
  for (const { figure, had } of found) figure.style.position = had;
}
