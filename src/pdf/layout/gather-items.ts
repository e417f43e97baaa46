import type { Anchor } from './chapter-in-page.ts';
import type { findLines } from './find-lines.ts';
import type { Item } from './types.ts';

/** From where to where something reaches along the block axis, from the head of the chapter. */
export type Extent = (rect: DOMRect) => [start: number, end: number];

export interface Gathering {
  extent: Extent;
  /** What is higher can never stand unbroken. */
  pageHeight: number;
  /** The height of the notes that must stand on the page of an element, should it not break. */
  notesOf: (element: Element) => number;
}

export interface Gathered {
  items: Item[];
  anchors: Anchor[];
}

declare const kanbenLayout: { findLines: typeof findLines };

/**
 * Runs in the page. The lines, rows and unbreakable blocks of elements that follow one another, with what the style sheet allows
 * between them. An element's `block` is the number that its items get.
 */
export function gatherItems(
  elements: { element: Element; block: number }[],
  { extent, pageHeight, notesOf }: Gathering,
): Gathered {
  const items: Item[] = [];
  const anchors: Anchor[] = [];
  /** What is said of a break before the next item. */
  let joint: Item['before'] = 'auto';
  /** Elements that have begun since the last item. */
  let opening: Element[] = [];
  /** Elements with a frame or a background, what it adds on each page that they go on to, and the head of the table that we are in. */
  const frames: { element: Element; lead: number; tail: number }[] = [];
  /** Side figures: no break beside them. */
  const floats: [start: number, end: number][] = [];
  const avoided = (value: string) => value.startsWith('avoid');

  function raise(value: string): void {
    if (/^(page|left|right|recto|verso|column|always|all)$/.test(value)) joint = 'forced';
    else if (avoided(value) && joint !== 'forced') joint = 'avoid';
  }

  function push(
    block: number,
    start: number,
    end: number,
    line?: { nodes: Node[]; middle: number; lineHeight: number },
  ) {
    const outermost = opening[0];
    const open = frames.filter(({ element }) => !opening.includes(element));
    const figure = opening.find((element) => element.tagName === 'FIGURE')?.classList[0];
    items.push({
      start: outermost ? Math.min(start, extent(outermost.getBoundingClientRect())[0]) : start,
      end,
      before: joint,
      lead: open.reduce((sum, { lead }) => sum + lead, 0),
      tail: open.reduce((sum, { tail }) => sum + tail, 0),
      block,
      ...(open.length > 0 && { boxed: true }),
      ...(opening.some((element) => /^H[12]$/.test(element.tagName)) && { section: true }),
      ...(figure && { figure }),
    });
    anchors.push({ chain: opening, nodes: [], middle: 0, lineHeight: 0, ...line });
    opening = [];
    joint = 'auto';
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

  function walk(block: number, element: Element): void {
    const style = getComputedStyle(element);
    if (style.display === 'none' || /absolute|fixed/.test(style.position)) return;
    const [start, end] = extent(element.getBoundingClientRect());
    if (style.float !== 'none') {
      floats.push([start, end]);
      return;
    }
    const before = items.length;
    raise(style.breakBefore);
    opening.push(element);
    const kept = avoided(style.breakInside) && end - start + notesOf(element) <= pageHeight;
    const clones = style.getPropertyValue('-webkit-box-decoration-break') === 'clone';
    const framed = clones || style.display === 'table' || isDrawn(style);
    const [lead, tail] = clones ? rims(style) : [0, 0];
    if (framed) frames.push({ element, lead, tail });
    if (style.display === 'table' && !kept) rows(block, element as HTMLTableElement);
    else if (!kept && /^(block|list-item|flow-root)$/.test(style.display)) {
      let inline: Node[] = [];
      for (const child of element.childNodes) {
        if (isInline(child)) {
          inline.push(child);
          continue;
        }
        lines(block, element, inline);
        inline = [];
        walk(block, child as Element);
      }
      lines(block, element, inline);
    }
    if (items.length === before && end > start) push(block, start, end);
    if (framed) frames.pop();
    const last = items.at(-1);
    if (items.length > before && last) last.end = Math.max(last.end, end);
    else opening = opening.filter((one) => one !== element);
    raise(style.breakAfter);
  }

  /** A table that may break: its head as one item, then row by row. */
  function rows(block: number, table: HTMLTableElement): void {
    const head = table.tHead;
    const spanned = new Set<Element>();
    for (const cell of table.querySelectorAll<HTMLTableCellElement>('[rowspan]')) {
      let row = (cell.parentElement as HTMLElement).nextElementSibling;
      for (let n = 1; n < cell.rowSpan && row; n++, row = row.nextElementSibling) spanned.add(row);
    }
    for (const part of table.children) {
      if (part === head) {
        opening.push(part);
        const [from, to] = extent(part.getBoundingClientRect());
        push(block, from, to);
        // Half of its upper rule lies in the table's own border, which every page repeats too.
        const edge = part.previousElementSibling ? from : extent(table.getBoundingClientRect())[0];
        frames.push({ element: table, lead: to - edge, tail: 0 });
        joint = 'avoid';
      } else if (part.tagName === 'TBODY' || part.tagName === 'TFOOT') {
        opening.push(part);
        for (const row of part.children) {
          const style = getComputedStyle(row);
          raise(spanned.has(row) ? 'avoid' : style.breakBefore);
          opening.push(row);
          push(block, ...extent(row.getBoundingClientRect()));
          raise(style.breakAfter);
        }
        opening = opening.filter((one) => one !== part);
      } else walk(block, part);
    }
    if (head) frames.pop();
  }

  /** The lines of inline content, with as many of them kept together as the style sheet has it. */
  function lines(block: number, parent: Element, nodes: Node[]): void {
    if (nodes.length === 0) return;
    const style = getComputedStyle(parent);
    const found = kanbenLayout.findLines(parent, style, rims(style), nodes, extent);
    floats.push(...found.floats);
    const [orphans, widows] = [Number(style.orphans) || 2, Number(style.widows) || 2];
    const { length } = found.lines;
    for (const [i, { start, end, middle }] of found.lines.entries()) {
      if (i > 0 && (i < orphans || length - i < widows)) raise('avoid');
      push(block, start, end, { nodes, middle, lineHeight: found.lineHeight });
    }
  }

  for (const { element, block } of elements) walk(block, element);
  for (const [start, end] of floats)
    for (const item of items) if (item.start > start + 1 && item.start < end - 1) item.before = 'avoid';
  return { items, anchors };
}
