import type { ChapterInPage } from './measure.ts';
import type { NotePiece } from './types.ts';

/** What is done to one page of a chapter. */
export interface Placement {
  /** The item that the page begins with; undefined for one that has notes only. */
  first: number | undefined;
  /** The number of the sheet that it begins on, from 0. */
  sheet: number;
  sheets: number;
  /** How much of the page before is left blank below its text. */
  blankBefore: number;
  /** Sheets between that page and this one that hold nothing of the flow. */
  skipped: number;
  /** What is added below the block that goes on here from the page before. */
  shift: number;
  /** The items that stand at its head though they come from the page before, and the height that they take. */
  floats: number[];
  floatsHeight: number;
  notes: NotePiece[];
  notesHeight: number;
}

export interface PlaceOptions {
  pageHeight: number;
  placements: Placement[];
  /** What a mark shows, by its id. */
  marks: Record<string, string>;
  /** What a note, or a mark in a note, shows on a sheet, by its id and the sheet. */
  numbers: Record<string, string>;
}

/**
 * Runs in the page. Makes the planned breaks and sets the notes at the foot of their pages. A break before a block is a forced
 * one; one within a paragraph is an empty float that fills what is left of the page, so that the paragraph stays one and its
 * last line on the page is justified. The notes are out of the flow, each group placed on its page by its distance from the
 * head of the chapter. `chapter.undo` takes it all back.
 */
export function placeChapter(chapter: ChapterInPage, options: PlaceOptions): void {
  const { section, anchors, noteAnchors } = chapter;
  const { pageHeight } = options;
  const undo: (() => void)[] = [];
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

  function style(element: Element, name: string, value: string): void {
    const target = element as HTMLElement;
    const had = target.getAttribute('style');
    target.style.setProperty(name, value, 'important');
    undo.push(() => (had === null ? target.removeAttribute('style') : target.setAttribute('style', had)));
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

  // Everything is looked up before anything is changed: to ask of a changed page lays the whole chapter out again.
  const breaks = options.placements.map(({ first, shift }) => {
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
  const cuts = new Map<string, { path: number[]; offset: number }>();
  for (const { note, from } of options.placements.flatMap(({ notes }) => notes)) {
    const anchor = noteAnchors[note]?.[from];
    const entry = from > 0 && entries.get(note);
    if (!anchor || !entry) continue;
    const found =
      anchor.chain.length === 0 ? lineStart(anchor) : anchor.chain[0] && { node: anchor.chain[0] as Node, offset: 0 };
    if (found) cuts.set(`${note} ${from}`, { path: pathTo(entry, found.node), offset: found.offset });
  }

  function pathTo(root: Node, node: Node): number[] {
    const path: number[] = [];
    for (let at = node; at !== root && at.parentNode; at = at.parentNode)
      path.unshift([...at.parentNode.childNodes].indexOf(at as ChildNode));
    return path;
  }

  /** The lines of a note from one cut to the next, as an element of its own. */
  function pieceOf(entry: Element, { note, from, to }: NotePiece, isLast: boolean): Element {
    const copy = entry.cloneNode(true) as HTMLElement;
    const boundary = (range: Range, edge: 'setStart' | 'setEnd', at: number) => {
      const cut = cuts.get(`${note} ${at}`);
      let node: Node = copy;
      for (const step of cut?.path ?? []) node = node.childNodes[step] ?? node;
      if (!cut) return;
      if (node.nodeType === Node.TEXT_NODE) range[edge](node, cut.offset);
      else range[edge === 'setStart' ? 'setStartBefore' : 'setEndBefore'](node);
    };
    if (!isLast) {
      const range = document.createRange();
      range.setEndAfter(copy.lastChild as Node);
      boundary(range, 'setStart', to);
      range.deleteContents();
      copy.classList.add('goes-on');
    }
    if (from > 0) {
      const range = document.createRange();
      range.setStart(copy, 0);
      boundary(range, 'setEnd', from);
      range.deleteContents();
      copy.classList.add('continued');
      copy.removeAttribute('id');
    }
    return copy;
  }

  const sheet = document.createElement('style');
  sheet.textContent =
    '.kb-break{break-before:page!important}.kb-filler{float:inline-start;clear:both;inline-size:100%;break-inside:auto}' +
    '.kb-measured .kb-break{break-before:column!important}';
  // In the body: the head stays when the tab gets its next chapter.
  document.body.append(sheet);
  undo.push(() => sheet.remove());

  chapter.heads = [];
  for (const [i, { first, blankBefore, skipped }] of [...options.placements.entries()].reverse()) {
    const found = breaks[i];
    if (!found) continue;
    for (const element of found.kept) style(element, 'break-inside', 'auto');
    if (found.longer) style(found.longer.block, found.longer.name, found.longer.value);
    if (found.outermost) {
      const { outermost } = found;
      chapter.heads[i] = outermost;
      outermost.classList.add('kb-break');
      undo.push(() => outermost.classList.remove('kb-break'));
      for (const element of found.spaced) style(element, 'margin-block-start', '0');
      if (skipped > 0) style(outermost, 'margin-block-start', `${skipped * pageHeight}px`);
      continue;
    }
    const { start, block } = found;
    const parent = start.node.parentElement;
    const lineHeight = anchors[first ?? 0]?.lineHeight ?? 0;
    if (block) style(block, 'orphans', '1');
    if (block) style(block, 'widows', '1');
    const behind = start.node.nodeType === Node.TEXT_NODE && start.offset > 0;
    const at = behind ? (start.node as Text).splitText(start.offset) : start.node;
    const head = document.createRange();
    head.setStart(at, 0);
    head.setEnd(at, at.nodeType === Node.TEXT_NODE ? 1 : at.childNodes.length);
    chapter.heads[i] = head;
    undo.push(() => parent?.normalize());
    // What is lower than a line is left blank without any help; half a line less than measured fits for certain.
    const height = blankBefore - lineHeight / 2 + skipped * pageHeight;
    if (height < lineHeight * 0.4) continue;
    const filler = document.createElement('span');
    filler.className = 'kb-filler';
    filler.setAttribute('style', `block-size:${height}px`);
    at.parentNode?.insertBefore(filler, at);
    undo.push(() => filler.remove());
    if (!behind || !/^(?!\p{Script=Han})[\p{L}\p{N}]/u.test((at as Text).data)) continue;
    // Or the Han character before it would get the space that stands between Han and Latin, and its full line break elsewhere.
    const apart = document.createTextNode('\u200B');
    filler.before(apart);
    undo.push(() => apart.remove());
  }

  if (apparatus) {
    style(section, 'position', 'relative');
    const texts: [Element, string][] = Object.entries(options.marks).flatMap(([id, text]) => {
      const mark = document.getElementById(id);
      return mark ? [[mark, text]] : [];
    });
    const groups: Element[] = [];
    const set = new Set<string>();
    for (const { sheet, sheets, notes, notesHeight } of options.placements) {
      if (notes.length === 0) continue;
      const group = apparatus.cloneNode(false) as HTMLElement;
      const list = document.createElement('ol');
      for (const piece of notes) {
        const entry = entries.get(piece.note);
        if (!entry) continue;
        const shown = pieceOf(entry, piece, piece.to === noteAnchors[piece.note]?.length);
        const number = shown.querySelector('.back');
        const text = options.numbers[`${piece.note} ${sheet}`];
        if (number && text !== undefined) number.textContent = text;
        for (const mark of shown.querySelectorAll('.note-mark'))
          mark.textContent = options.numbers[`${mark.id} ${sheet}`] ?? mark.textContent;
        // An id names one element: the note where it is first set.
        if (piece.from === 0 && set.has(piece.note)) shown.removeAttribute('id');
        set.add(piece.note);
        list.append(shown);
      }
      group.append(list);
      const foot = (sheet + sheets) * pageHeight;
      group.style.cssText = `position:absolute;inset-inline:0;inset-block-start:${foot - notesHeight}px;block-size:${notesHeight}px;box-sizing:border-box;break-inside:avoid;margin:0`;
      groups.push(group);
    }
    for (const [mark, text] of texts) {
      const had = mark.textContent;
      mark.textContent = text;
      undo.push(() => {
        mark.textContent = had;
      });
    }
    apparatus.replaceWith(...groups);
    undo.push(() => {
      for (const group of groups.slice(1)) group.remove();
      if (groups[0]) groups[0].replaceWith(apparatus);
      else section.append(apparatus);
    });
  }
  chapter.undo = () => {
    for (const step of undo.reverse()) step();
  };
}

/**
 * Runs in the page. Takes the placing back. Where the page that did not come out begins within a paragraph whose last lines are
 * balanced (`text-wrap`), it is broken line by line from now on, for the float made it break otherwise than measured: true
 * says that the chapter must be measured again.
 */
export function unbalance(chapter: ChapterInPage, page: number): boolean {
  const head = chapter.heads[page];
  chapter.undo();
  if (!(head instanceof Range)) return false;
  let block = head.startContainer.parentElement;
  while (block && getComputedStyle(block).display.startsWith('inline')) block = block.parentElement;
  if (!block || getComputedStyle(block).getPropertyValue('text-wrap-style') === 'auto') return false;
  block.style.setProperty('text-wrap-style', 'auto', 'important');
  return true;
}
