import type { Anchor, ChapterInPage } from './chapter-in-page.ts';
import type { Extent, gatherItems } from './gather-items.ts';
import type { Mark, MeasuredNote } from './types.ts';

declare const kanbenLayout: { gatherItems: typeof gatherItems };

/**
 * Runs in the page. Measures a chapter that stands in one column: every line, row and unbreakable block, with what the style
 * sheet allows between them. `pageHeight` tells what can never stand unbroken.
 */
export function measureChapter(section: HTMLElement, pageHeight: number): ChapterInPage {
  const vertical = getComputedStyle(section).writingMode.startsWith('vertical');
  const origin = section.getBoundingClientRect();
  const extent: Extent = ({ top, bottom, left, right }) =>
    vertical ? [origin.right - right, origin.right - left] : [top - origin.top, bottom - origin.top];
  const apparatus = section.querySelector(':scope > section.notes:is(.at-foot, .at-side)');
  const target = (mark: Element) => decodeURIComponent((mark.getAttribute('href') ?? '#').slice(1));
  const notes: MeasuredNote[] = [];
  const noteAnchors: Record<string, Anchor[]> = {};
  const noteHeights = new Map<string, number>();
  const list = [...(apparatus?.querySelectorAll(':scope > ol > li') ?? [])];
  const first = list[0];
  // One px more, so that no rounding keeps the last line from its page.
  const separator =
    apparatus && first
      ? extent(first.getBoundingClientRect())[0] - extent(apparatus.getBoundingClientRect())[0] + 1
      : 0;
  const notesOf = (element: Element): number => {
    const ids = new Set([...element.querySelectorAll('.note-mark')].map(target));
    const sum = [...ids].reduce((total, id) => total + (noteHeights.get(id) ?? 0), 0);
    return sum > 0 ? sum + separator : 0;
  };
  const gathering = { extent, pageHeight, notesOf };
  for (const entry of list) {
    const [top, bottom] = extent(entry.getBoundingClientRect());
    const elements = [...entry.children].map((element) => ({ element, block: 0 }));
    const inside = kanbenLayout.gatherItems(elements, gathering);
    for (const item of inside.items) [item.start, item.end] = [item.start - top, item.end - top];
    const gap = Number.parseFloat(getComputedStyle(entry).getPropertyValue('margin-block-end'));
    const nested = [...entry.querySelectorAll('.note-mark')].map((mark) => ({ id: mark.id, note: target(mark) }));
    noteHeights.set(entry.id, bottom - top + gap);
    notes.push({ id: entry.id, items: inside.items, height: bottom - top, gap, nested });
    noteAnchors[entry.id] = inside.anchors;
  }
  const blocks = [...section.children].map((element, block) => ({ element, block }));
  const { items, anchors } = kanbenLayout.gatherItems(
    blocks.filter(({ element }) => element !== apparatus),
    gathering,
  );

  const itemAt = (rect: DOMRect): number => {
    const [top, bottom] = extent(rect);
    const middle = (top + bottom) / 2;
    let [low, high] = [0, items.length - 1];
    while (low < high) {
      const half = (low + high + 1) >> 1;
      if ((items[half]?.start ?? 0) <= middle) low = half;
      else high = half - 1;
    }
    return low;
  };
  const marks: Mark[] = [];
  for (const mark of section.querySelectorAll('.note-mark')) {
    if (apparatus?.contains(mark)) continue;
    marks.push({ id: mark.id, note: target(mark), item: itemAt(mark.getBoundingClientRect()) });
  }

  const row = Number.parseFloat(getComputedStyle(document.documentElement).lineHeight) || 0;
  const measured = { items, marks, notes, separator, row };
  return { section, measured, anchors, noteAnchors, heads: [], undo: () => {} };
}
