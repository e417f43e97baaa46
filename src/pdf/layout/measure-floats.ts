import type { ChapterInPage } from './chapter-in-page.ts';

/**
 * Runs in the page. Finds the numbered figures of a measured chapter that may be moved to the head of their page or of the next: those that
 * are not to break, stand by themselves among the blocks of the chapter, and are not tied to their place (`place=here`). Of such
 * figures in a row only the last may, or both of two. None where the chapter is set in columns.
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
      if (display !== 'none' && !/absolute|fixed/.test(position)) return at;
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
    const before = neighbour(figure, 'previousElementSibling');
    const behind = neighbour(figure, 'nextElementSibling');
    if (!before) return [];
    const [start, end] = extent(figure);
    const below = Number.parseFloat(style.getPropertyValue('margin-block-end')) || 0;
    const last = !behind || behind.matches('.notes');
    const height = end - start + below;
    return [{ item, figure, before, behind: last ? undefined : behind, height, below, second: false }];
  });
  const figures = new Set<Element | undefined>(found.map(({ figure }) => figure));
  for (const { item, figure, before, behind, height, below } of found) {
    const measuredItem = measured.items[item];
    if (behind || !measuredItem || figures.has(before)) continue;
    const closes = extent(figure)[1] - extent(before)[1];
    measuredItem.float = { id: figure.id, height, below, closes, last: true };
  }
  // A row of figures: its last may be moved, and with it the one before if there is no third.
  const floats = found.filter((one, i): one is typeof one & { behind: Element } => {
    if (!one.behind) return false;
    if (!figures.has(one.behind)) return true;
    const next = found[i + 1];
    const pair = next?.figure === one.behind && !!next.behind && !figures.has(one.before) && !figures.has(next.behind);
    if (pair) next.second = true;
    return pair;
  });
  if (floats.length === 0) return;
  const apart = (from: Element, to: Element) => extent(to)[0] - extent(from)[1];
  /** By how much the neighbours of these figures come together without them; none of them stands beside another. */
  const closedWithout = (some: typeof floats): number[] => {
    const had = some.map(({ before, behind }) => apart(before, behind));
    for (const { figure } of some) figure.style.position = 'absolute';
    const closed = some.map(({ before, behind }, i) => (had[i] ?? 0) - apart(before, behind));
    return closed;
  };
  const set = (one: (typeof floats)[number], name: 'closes' | 'closesBehind', closes: number) => {
    const item = measured.items[one.item];
    const { figure, height, below } = one;
    if (item) item.float = { closes: 0, ...item.float, id: figure.id, height, below, [name]: closes };
  };
  const show = () => {
    for (const { figure } of floats) figure.style.removeProperty('position');
  };
  const firsts = floats.filter((_, i) => floats[i + 1]?.second);
  const others = floats.filter((one) => !firsts.includes(one));
  for (const [i, closes] of closedWithout(others).entries())
    set(others[i] as (typeof others)[number], 'closes', closes);
  show();
  if (firsts.length === 0) return;
  for (const [i, closes] of closedWithout(firsts).entries())
    set(firsts[i] as (typeof firsts)[number], 'closes', closes);
  // With the first still away.
  const seconds = others
    .filter(({ second }) => second)
    .map((one, i) => ({ ...one, before: firsts[i]?.before ?? one.before }));
  for (const [i, closes] of closedWithout(seconds).entries())
    set(seconds[i] as (typeof seconds)[number], 'closesBehind', closes);
  show();
}
