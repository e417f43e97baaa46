import type { ChapterInPage } from './chapter-in-page.ts';
import type { Placement } from './place.ts';

/** Where a planned page begins, as what is to be changed for it. */
export type FoundBreak = (BlockBreak | LineBreak) & {
  /** The block that is made longer, so that what stands below is on the grid again. */
  longer: { block: Element; name: string; value: string } | undefined;
  /** The elements around it that the style sheet would keep whole. */
  kept: Element[];
};

interface BlockBreak {
  /** The outermost element that begins there, and those that begin with it and have a margin above. */
  outermost: Element;
  spaced: Element[];
}

interface LineBreak {
  outermost?: undefined;
  /** The first character of the line, and the paragraph. */
  start: { node: Node; offset: number };
  block: Element | null;
}

/** Where a note is divided: the way from its element to the node, by the number of each child, and how far into that. */
export interface FoundCut {
  path: number[];
  offset: number;
}

export interface FoundBreaks {
  /** By the number of the page; undefined where it needs none. */
  breaks: (FoundBreak | undefined)[];
  /** By the note and the line. */
  cuts: Map<string, FoundCut>;
}

/**
 * Runs in the page. Looks up where the planned pages begin and where notes are divided, before anything is changed: to ask of a
 * changed page lays the whole chapter out again.
 */
export function findBreaks(
  { section, anchors, noteAnchors }: ChapterInPage,
  { placements }: { placements: Placement[] },
): FoundBreaks {
  const vertical = getComputedStyle(section).writingMode.startsWith('vertical');
  const origin = section.getBoundingClientRect();

  /** Where the first character of the line lies, its inline elements that begin there outside of it. */
  function lineStart({ nodes, middle, lineHeight }: { nodes: Node[]; middle: number; lineHeight: number }) {
    const edge = middle - lineHeight / 2;
    const range = document.createRange();
    const centre = ({ top, bottom, left, right }: DOMRect) =>
      vertical ? origin.right - (left + right) / 2 : (top + bottom) / 2 - origin.top;
    const reached = (node: Text, offset: number): boolean => {
      for (let end = offset + 1; end <= Math.min(node.length, offset + 4); end++) {
        range.setStart(node, offset);
        range.setEnd(node, end);
        const rect = [...range.getClientRects()].at(-1);
        if (rect && rect.width + rect.height > 0) return centre(rect) > edge;
      }
      return false;
    };
    const search = (node: Node): [Node, number] | undefined => {
      if (node.nodeType === Node.TEXT_NODE) {
        const text = node as Text;
        if (text.data.trim() === '') return undefined;
        range.selectNodeContents(text);
        const rects = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
        if (!rects.some((rect) => centre(rect) > edge)) return undefined;
        let [low, high] = [0, text.length - 1];
        while (low < high) {
          const half = (low + high) >> 1;
          if (reached(text, half)) high = half;
          else low = half + 1;
        }
        // The space that the line before ends with belongs to neither.
        while (low < text.length - 1 && /\s/.test(text.data.charAt(low))) low++;
        return [text, low];
      }
      if (!(node instanceof Element) || /^(RT|RP|BR)$/.test(node.tagName)) return undefined;
      const { display, position } = getComputedStyle(node);
      if (display === 'none' || /absolute|fixed/.test(position)) return undefined;
      if (/^(inline-|ruby|math)/.test(display) || /^(IMG|SVG)$/i.test(node.tagName))
        return centre(node.getBoundingClientRect()) > edge ? [node, 0] : undefined;
      for (const child of node.childNodes) {
        const found = search(child);
        if (found) return found;
      }
      return undefined;
    };
    for (const node of nodes) {
      const found = search(node);
      if (!found) continue;
      let [at, offset] = found;
      while (offset === 0 && !nodes.includes(at as ChildNode) && at.parentNode?.firstChild === at) at = at.parentNode;
      return { node: at, offset };
    }
    return undefined;
  }

  /** The ancestors that the style sheet would keep whole: they do not fit a page, and must break. */
  function keptAround(inside: Element | null | undefined): Element[] {
    const kept: Element[] = [];
    for (let at = inside; at && at !== section; at = at.parentElement)
      if (getComputedStyle(at).breakInside.startsWith('avoid')) kept.push(at);
    return kept;
  }

  function blockOf(node: Node): Element | null {
    let block = node.parentElement;
    while (block && getComputedStyle(block).display.startsWith('inline')) block = block.parentElement;
    return block;
  }

  /** The block of the chapter that a node stands in, and how it is made longer by so much (see snapBlocks). */
  function lengthened(node: Node | undefined, by: number) {
    let block = node;
    while (block && block.parentNode !== section) block = block.parentNode ?? undefined;
    if (!(block instanceof Element)) return undefined;
    const computed = getComputedStyle(block);
    const clones = computed.getPropertyValue('-webkit-box-decoration-break') === 'clone';
    const name = clones || computed.display === 'table' ? 'margin-block-end' : 'padding-block-end';
    return { block, name, value: `${(Number.parseFloat(computed.getPropertyValue(name)) || 0) + by}px` };
  }

  function pathTo(root: Node, node: Node): number[] {
    const path: number[] = [];
    for (let at = node; at !== root && at.parentNode; at = at.parentNode)
      path.unshift([...at.parentNode.childNodes].indexOf(at as ChildNode));
    return path;
  }

  const breaks = placements.map(({ first, shift }): FoundBreak | undefined => {
    const anchor = first === undefined || first === 0 ? undefined : anchors[first];
    if (!anchor) return undefined;
    const [outermost] = anchor.chain;
    const longer = shift > 0 ? lengthened(outermost ?? anchor.nodes[0], shift) : undefined;
    if (outermost) {
      const spaced = anchor.chain.filter(
        (element) => Number.parseFloat(getComputedStyle(element).getPropertyValue('margin-block-start')) > 0,
      );
      return { outermost, spaced, longer, kept: keptAround(outermost.parentElement) };
    }
    const start = lineStart(anchor);
    return start && { start, block: blockOf(start.node), longer, kept: keptAround(start.node.parentElement) };
  });
  const apparatus = section.querySelector(':scope > section.notes.at-foot');
  const entries = new Map([...(apparatus?.querySelectorAll(':scope > ol > li') ?? [])].map((one) => [one.id, one]));
  const cuts = new Map<string, FoundCut>();
  for (const { note, from } of placements.flatMap(({ notes }) => notes)) {
    const anchor = noteAnchors[note]?.[from];
    const entry = from > 0 && entries.get(note);
    if (!anchor || !entry) continue;
    const found =
      anchor.chain.length === 0 ? lineStart(anchor) : anchor.chain[0] && { node: anchor.chain[0] as Node, offset: 0 };
    if (found) cuts.set(`${note} ${from}`, { path: pathTo(entry, found.node), offset: found.offset });
  }
  return { breaks, cuts };
}
