import type { Extent } from './gather-items.ts';

export interface FoundLines {
  /** Where each line begins and ends, and the middle of its type. */
  lines: { start: number; end: number; middle: number }[];
  lineHeight: number;
  /** Side figures among them. */
  floats: [start: number, end: number][];
}

/**
 * Runs in the page. The lines of inline content of a block; `before` and `behind`: its own padding and border. Text above the line (ruby) does
 * not count.
 */
export function findLines(
  block: Element,
  style: CSSStyleDeclaration,
  [before, behind]: readonly [before: number, behind: number],
  nodes: Node[],
  extent: Extent,
): FoundLines {
  const floats: FoundLines['floats'] = [];
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
      if (float !== 'none') floats.push(extent(node.getBoundingClientRect()));
      else if (/^inline-|^math/.test(display) || /^(IMG|SVG|VIDEO|CANVAS)$/i.test(node.tagName))
        take(node.getBoundingClientRect());
      else for (const child of node.childNodes) look(child);
    }
  };
  for (const node of nodes) look(node);
  const even = nodes.length === block.childNodes.length ? evenLines() : undefined;
  const lines = found.map(({ top, bottom, middle }, i) => {
    const start = even ? even.start + i * even.height : Math.min(top, middle - lineHeight / 2);
    return { start, end: even ? start + even.height : Math.max(bottom, middle + lineHeight / 2), middle };
  });
  return { lines, lineHeight, floats };

  /**
   * Where the lines of a block stand that are all as high as its line height. What is seen of a line is the height of its type,
   * which Chromium rounds: by it alone the last line of a paragraph would be up to a px too high to end a page that it fills.
   */
  function evenLines(): { start: number; height: number } | undefined {
    const [start, end] = extent(block.getBoundingClientRect());
    const inside = end - start - before - behind;
    const { length } = found;
    return Math.abs(inside - length * lineHeight) < 0.5
      ? { start: start + before, height: inside / length }
      : undefined;
  }
}
