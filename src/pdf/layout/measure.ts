import type { Item, Mark, Measured, MeasuredNote } from './types.ts';

/** How a break before an item is made: before the outermost of `chain`, or, within a paragraph, before a line of `nodes`. */
export interface Anchor {
  /** The elements that begin with the item, the outermost first. */
  chain: Element[];
  /** The inline content that the line belongs to, and how high its line starts. */
  nodes: Node[];
  middle: number;
  lineHeight: number;
}

/** What stays in the page between measuring and placing. */
export interface ChapterInPage {
  section: HTMLElement;
  measured: Measured;
  anchors: Anchor[];
  noteAnchors: Record<string, Anchor[]>;
  /** What each planned page begins with, once it is placed; undefined for the first. */
  heads: (Element | Range | undefined)[];
  /** Takes the placing back. */
  undo: () => void;
}

/**
 * Runs in the page. Measures a chapter that stands in one column: every line, row and unbreakable block, with what the style
 * sheet allows between them. `pageHeight` tells what can never stand unbroken.
 */
export function measureChapter(section: HTMLElement, pageHeight: number): ChapterInPage {
  const vertical = getComputedStyle(section).writingMode.startsWith('vertical');
  const origin = section.getBoundingClientRect();
  const extent = ({ top, bottom, left, right }: DOMRect): [number, number] =>
    vertical ? [origin.right - right, origin.right - left] : [top - origin.top, bottom - origin.top];
  const forced = (value: string) => /^(page|left|right|recto|verso|column|always|all)$/.test(value);
  const avoided = (value: string) => value.startsWith('avoid');

  interface Flow {
    items: Item[];
    anchors: Anchor[];
    joint: Item['before'];
    /** Elements that have begun since the last item. */
    opening: Element[];
    /** Elements with a frame or a background, what it adds on each page that they go on to, and the head of the table that we are in. */
    frames: { element: Element; lead: number; tail: number }[];
    /** Side figures: no break beside them. */
    floats: [number, number][];
    /** The number of the block that we are in. */
    block: number;
  }
  const newFlow = (): Flow => ({
    items: [],
    anchors: [],
    joint: 'auto',
    opening: [],
    frames: [],
    floats: [],
    block: 0,
  });

  function raise(flow: Flow, value: string): void {
    if (forced(value)) flow.joint = 'forced';
    else if (avoided(value) && flow.joint !== 'forced') flow.joint = 'avoid';
  }

  function push(flow: Flow, start: number, end: number, line?: { nodes: Node[]; middle: number; lineHeight: number }) {
    const outermost = flow.opening[0];
    const open = flow.frames.filter(({ element }) => !flow.opening.includes(element));
    const figure = flow.opening.find((element) => element.tagName === 'FIGURE')?.classList[0];
    flow.items.push({
      start: outermost ? Math.min(start, extent(outermost.getBoundingClientRect())[0]) : start,
      end,
      before: flow.joint,
      lead: open.reduce((sum, { lead }) => sum + lead, 0),
      tail: open.reduce((sum, { tail }) => sum + tail, 0),
      block: flow.block,
      ...(open.length > 0 && { boxed: true }),
      ...(flow.opening.some((element) => /^H[12]$/.test(element.tagName)) && { section: true }),
      ...(figure && { figure }),
    });
    flow.anchors.push({ chain: flow.opening, nodes: [], middle: 0, lineHeight: 0, ...line });
    flow.opening = [];
    flow.joint = 'auto';
  }

  function isInline(node: Node): boolean {
    if (node.nodeType === Node.TEXT_NODE) return true;
    if (!(node instanceof Element)) return true;
    const { display, float, position } = getComputedStyle(node);
    return /^(inline|ruby|contents|math$)/.test(display) && float === 'none' && !/absolute|fixed/.test(position);
  }

  /** The padding and the border of an element, before and behind what it holds. */
  function rims(style: CSSStyleDeclaration): [start: number, end: number] {
    const size = (edge: 'start' | 'end') =>
      Number.parseFloat(style.getPropertyValue(`padding-block-${edge}`)) +
      Number.parseFloat(style.getPropertyValue(`border-block-${edge}-width`));
    return [size('start'), size('end')];
  }

  /** Whether an element shows where it begins and ends. */
  function isDrawn(style: CSSStyleDeclaration): boolean {
    const lines = ['top', 'right', 'bottom', 'left'].map((side) => style.getPropertyValue(`border-${side}-width`));
    const blank = style.backgroundColor === 'rgba(0, 0, 0, 0)' && style.backgroundImage === 'none';
    return !blank || lines.some((width) => Number.parseFloat(width) > 0);
  }

  function walk(flow: Flow, element: Element): void {
    const style = getComputedStyle(element);
    if (style.display === 'none' || /absolute|fixed/.test(style.position)) return;
    const [start, end] = extent(element.getBoundingClientRect());
    if (style.float !== 'none') {
      flow.floats.push([start, end]);
      return;
    }
    const before = flow.items.length;
    raise(flow, style.breakBefore);
    flow.opening.push(element);
    const kept = avoided(style.breakInside) && end - start + notesOf(element) <= pageHeight;
    const clones = style.getPropertyValue('-webkit-box-decoration-break') === 'clone';
    const framed = clones || style.display === 'table' || isDrawn(style);
    const [lead, tail] = clones ? rims(style) : [0, 0];
    if (framed) flow.frames.push({ element, lead, tail });
    if (style.display === 'table' && !kept) rows(flow, element as HTMLTableElement);
    else if (!kept && /^(block|list-item|flow-root)$/.test(style.display)) {
      let inline: Node[] = [];
      for (const child of element.childNodes) {
        if (isInline(child)) {
          inline.push(child);
          continue;
        }
        lines(flow, element, inline);
        inline = [];
        walk(flow, child as Element);
      }
      lines(flow, element, inline);
    }
    if (flow.items.length === before && end > start) push(flow, start, end);
    if (framed) flow.frames.pop();
    const last = flow.items.at(-1);
    if (flow.items.length > before && last) last.end = Math.max(last.end, end);
    else flow.opening = flow.opening.filter((one) => one !== element);
    raise(flow, style.breakAfter);
  }

  /** The height of the notes that must stand on the page of an element, should it not break. */
  function notesOf(element: Element): number {
    const ids = new Set([...element.querySelectorAll('.note-mark')].map(target));
    const sum = [...ids].reduce((total, id) => total + (noteHeights.get(id) ?? 0), 0);
    return sum > 0 ? sum + separator : 0;
  }

  /** A table that may break: its head as one item, then row by row. */
  function rows(flow: Flow, table: HTMLTableElement): void {
    const head = table.tHead;
    const spanned = new Set<Element>();
    for (const cell of table.querySelectorAll<HTMLTableCellElement>('[rowspan]')) {
      let row = (cell.parentElement as HTMLElement).nextElementSibling;
      for (let n = 1; n < cell.rowSpan && row; n++, row = row.nextElementSibling) spanned.add(row);
    }
    for (const part of table.children) {
      if (part === head) {
        flow.opening.push(part);
        const [from, to] = extent(part.getBoundingClientRect());
        push(flow, from, to);
        // Half of its upper rule lies in the table's own border, which every page repeats too.
        const edge = part.previousElementSibling ? from : extent(table.getBoundingClientRect())[0];
        flow.frames.push({ element: table, lead: to - edge, tail: 0 });
        flow.joint = 'avoid';
      } else if (part.tagName === 'TBODY' || part.tagName === 'TFOOT') {
        flow.opening.push(part);
        for (const row of part.children) {
          const style = getComputedStyle(row);
          raise(flow, spanned.has(row) ? 'avoid' : style.breakBefore);
          flow.opening.push(row);
          push(flow, ...extent(row.getBoundingClientRect()));
          raise(flow, style.breakAfter);
        }
        flow.opening = flow.opening.filter((one) => one !== part);
      } else walk(flow, part);
    }
    if (head) flow.frames.pop();
  }

  /** The lines of inline content. Text above the line (ruby) does not count. */
  function lines(flow: Flow, block: Element, nodes: Node[]): void {
    if (nodes.length === 0) return;
    const style = getComputedStyle(block);
    const found: { top: number; bottom: number; middle: number; size: number }[] = [];
    const lineHeight = Number.parseFloat(style.lineHeight) || Number.parseFloat(style.fontSize) * 1.5;
    const take = (rect: DOMRect) => {
      const [top, bottom] = extent(rect);
      if (bottom <= top) return;
      const last = found.at(-1);
      const middle = (top + bottom) / 2;
      if (!last || middle > last.bottom + lineHeight / 4) {
        found.push({ top, bottom, middle, size: bottom - top });
        return;
      }
      last.top = Math.min(last.top, top);
      last.bottom = Math.max(last.bottom, bottom);
      if (bottom - top > last.size) [last.middle, last.size] = [middle, bottom - top];
    };
    const range = document.createRange();
    const look = (node: Node): void => {
      if (node.nodeType === Node.TEXT_NODE) {
        if ((node as Text).data.trim() === '') return;
        range.selectNodeContents(node);
        for (const rect of range.getClientRects()) take(rect);
      } else if (node instanceof Element) {
        if (/^(RT|RP|BR)$/.test(node.tagName)) return;
        const { display, float, position } = getComputedStyle(node);
        if (display === 'none' || /absolute|fixed/.test(position)) return;
        if (float !== 'none') flow.floats.push(extent(node.getBoundingClientRect()));
        else if (/^inline-|^math/.test(display) || /^(IMG|SVG|VIDEO|CANVAS)$/i.test(node.tagName))
          take(node.getBoundingClientRect());
        else for (const child of node.childNodes) look(child);
      }
    };
    for (const node of nodes) look(node);
    const [orphans, widows] = [Number(style.orphans) || 2, Number(style.widows) || 2];
    const even = nodes.length === block.childNodes.length && evenLines(block, style, found.length, lineHeight);
    for (const [i, { top, bottom, middle }] of found.entries()) {
      if (i > 0 && (i < orphans || found.length - i < widows)) raise(flow, 'avoid');
      const start = even ? even.start + i * even.height : Math.min(top, middle - lineHeight / 2);
      const end = even ? start + even.height : Math.max(bottom, middle + lineHeight / 2);
      push(flow, start, end, { nodes, middle, lineHeight });
    }
  }

  /**
   * Where the lines of a block stand that are all as high as its line height. What is seen of a line is the height of its type,
   * which Chromium rounds: by it alone the last line of a paragraph would be up to a px too high to end a page that it fills.
   */
  function evenLines(block: Element, style: CSSStyleDeclaration, count: number, lineHeight: number) {
    const [start, end] = extent(block.getBoundingClientRect());
    const [before, behind] = rims(style);
    const inside = end - start - before - behind;
    return Math.abs(inside - count * lineHeight) < 0.5 ? { start: start + before, height: inside / count } : undefined;
  }

  function besideFloats({ items, floats }: Flow): void {
    for (const [top, bottom] of floats)
      for (const item of items) if (item.start > top + 1 && item.start < bottom - 1) item.before = 'avoid';
  }

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
  for (const entry of list) {
    const [top, bottom] = extent(entry.getBoundingClientRect());
    const inside = newFlow();
    for (const child of entry.children) walk(inside, child);
    for (const item of inside.items) [item.start, item.end] = [item.start - top, item.end - top];
    const gap = Number.parseFloat(getComputedStyle(entry).getPropertyValue('margin-block-end'));
    const nested = [...entry.querySelectorAll('.note-mark')].map((mark) => ({ id: mark.id, note: target(mark) }));
    noteHeights.set(entry.id, bottom - top + gap);
    notes.push({ id: entry.id, items: inside.items, height: bottom - top, gap, nested });
    noteAnchors[entry.id] = inside.anchors;
  }
  const flow = newFlow();
  for (const [i, child] of [...section.children].entries()) {
    flow.block = i;
    if (child !== apparatus) walk(flow, child);
  }
  besideFloats(flow);

  const itemAt = (rect: DOMRect): number => {
    const [top, bottom] = extent(rect);
    const middle = (top + bottom) / 2;
    let [low, high] = [0, flow.items.length - 1];
    while (low < high) {
      const half = (low + high + 1) >> 1;
      if ((flow.items[half]?.start ?? 0) <= middle) low = half;
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
  const measured = { items: flow.items, marks, notes, separator, row };
  return { section, measured, anchors: flow.anchors, noteAnchors, heads: [], undo: () => {} };
}
