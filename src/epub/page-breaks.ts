import type { Element, ElementContent, Text } from 'hast';
import { formulaSign, type PrintedPage, pictureSign } from '../pdf/page-texts.ts';
import { align } from './align.ts';
import type { Piece } from './draft.ts';
import type { PageMark } from './page-list.ts';
import { h } from './xhtml.ts';

/**
 * Puts a marker where each printed page begins, at the very character, picture or formula: the text of a chapter as its pages show
 * it, in the order of its tags, is laid beside that of the EPUB. Returns the markers, and the labels of pages of which nothing was
 * found.
 */
export function markPageBreaks(
  pieces: readonly Piece[],
  pages: readonly PrintedPage[],
): { marks: PageMark[]; lost: string[] } {
  const marks: PageMark[] = [];
  const lost: string[] = [];
  const printed = groupPages(pages);
  for (const [n, chapter] of groupPieces(pieces).entries()) {
    const [opener, ...others] = printed[n] ?? [];
    const header = chapter[0]?.blocks[0];
    if (!opener || !header) continue;
    const places = placesOf(chapter);
    const begins = findBegins([opener, ...others], places);
    const cuts: { at: number; mark: PageMark }[] = [];
    for (const [i, { label, id, pieces: text }] of others.entries()) {
      const at = begins[i + 1];
      if (at !== undefined) cuts.push({ at, mark: { label, id } });
      else if (text.length > 0) lost.push(label);
    }
    marks.push({ label: opener.label, id: opener.id }, ...cuts.map(({ mark }) => mark));
    // From the last to the first: a cut moves what is behind it.
    for (const { at, mark } of cuts.toSorted((a, b) => b.at - a.at)) insert(places[at] as Place, mark);
    header.children.unshift(breakElement(opener));
  }
  return { marks, lost };
}

/** EPUB Accessibility 1.1, 4.1: nothing to see, and a name to be read. */
function breakElement({ id, label }: PageMark): Element {
  return h('span', { id, 'epub:type': 'pagebreak', role: 'doc-pagebreak', ariaLabel: label });
}

type NamedPage = PrintedPage & PageMark;

/** The pages by chapter. */
function groupPages(pages: readonly PrintedPage[]): NamedPage[][] {
  const chapters: NamedPage[][] = [];
  for (const [n, page] of pages.entries()) {
    if (page.opens) chapters.push([]);
    chapters.at(-1)?.push({ ...page, id: `kb-page-${n + 1}` });
  }
  return chapters;
}

function groupPieces(pieces: readonly Piece[]): Piece[][] {
  const chapters: Piece[][] = [];
  for (const piece of pieces) {
    if (piece.nth === 0) chapters.push([]);
    chapters.at(-1)?.push(piece);
  }
  return chapters;
}

/** A character of a chapter in the EPUB, or a picture or formula, which counts as one. */
interface Place {
  sign: string;
  node: Text | Element;
  /** From the outermost; the last holds the node. */
  ancestors: readonly Element[];
  /** Into the text of the node. */
  offset: number;
}

/** What print shows elsewhere, otherwise or not at all. */
const apart = ['rt', 'rp', 'details'];

/** The characters of a chapter in order. */
function placesOf(pieces: readonly Piece[]): Place[] {
  const places: Place[] = [];
  const walk = (node: ElementContent, ancestors: readonly Element[]) => {
    if (node.type === 'text') {
      let offset = 0;
      for (const character of node.value) {
        for (const sign of signsOf(character)) places.push({ sign, node, ancestors, offset });
        offset += character.length;
      }
    }
    if (node.type !== 'element' || apart.includes(node.tagName)) return;
    const sign = node.tagName === 'img' ? pictureSign : node.tagName === 'math' ? formulaSign : undefined;
    if (sign) places.push({ sign, node, ancestors, offset: 0 });
    else for (const child of node.children) walk(child, [...ancestors, node]);
  };
  for (const { blocks } of pieces) for (const block of blocks) walk(block, []);
  return places;
}

/** A character as it is compared: forms for vertical lines and the like as the ordinary ones; no spaces, which layout sets. */
function signsOf(character: string): string[] {
  return [...character.normalize('NFKC')].filter((sign) => !/[\s\p{Cc}\p{Cf}]/u.test(sign));
}

/** Where each page of a chapter begins: an index into the places; undefined if it shows nothing that stands there. */
function findBegins(pages: readonly PrintedPage[], places: readonly Place[]): (number | undefined)[] {
  const shown = pages
    .flatMap(({ pieces }, page) => pieces.map((piece) => ({ ...piece, page })))
    .sort((a, b) => a.order - b.order)
    .flatMap(({ text, page }) => [...text].flatMap(signsOf).map((sign) => ({ sign, page })));
  const aligned = align(
    shown.map(({ sign }) => sign),
    places.map(({ sign }) => sign),
  );
  const starts = startsOf(shown.map(({ page }) => page));
  return pages.map((_, page) => {
    const start = starts.get(page);
    return start === undefined ? undefined : placeAt(start, shown, aligned, places.length);
  });
}

/**
 * The index at which each page begins in the order of reading: what follows there is on this page or later ones. So a figure that
 * was moved to the head of the page, and the head of a table that is repeated there, are not where it begins; unless it has
 * nothing else.
 */
function startsOf(pages: readonly number[]): Map<number, number> {
  const starts = new Map<number, number>();
  for (const [i, page] of pages.entries()) if (!starts.has(page)) starts.set(page, i);
  let least = Number.POSITIVE_INFINITY;
  const steady = new Map<number, number>();
  for (let i = pages.length - 1; i >= 0; i--) {
    const page = pages[i] ?? 0;
    least = Math.min(least, page);
    if (page === least) steady.set(page, i);
  }
  for (const [page, i] of steady) starts.set(page, i);
  return starts;
}

/** The place of what print shows at `start`; where the EPUB says it otherwise, behind the last that both have. */
function placeAt(
  start: number,
  shown: readonly { page: number }[],
  aligned: Int32Array,
  count: number,
): number | undefined {
  const found = aligned[start] ?? -1;
  if (found >= 0) return found;
  for (let i = start - 1; i >= 0; i--) {
    const before = aligned[i] ?? -1;
    if (before >= 0) return before + 1 < count ? before + 1 : undefined;
  }
  const next = aligned.findIndex((place, i) => i > start && place >= 0 && shown[i]?.page === shown[start]?.page);
  return next < 0 ? undefined : aligned[next];
}

const blocks = /^(?:h[1-6]|p|li|dt|dd|t[dh]|pre|figure|figcaption|caption)$/;

/** Puts the marker before the place: inside the block that begins with it, else in the line. */
function insert(place: Place, mark: PageMark): void {
  const { node, ancestors, offset } = place;
  const marker = breakElement(mark);
  const parent = ancestors.at(-1);
  if (!parent) return;
  const block = ancestors.findLast(({ tagName }) => blocks.test(tagName));
  if (block && isFirst(place, block)) {
    block.children.unshift(marker);
    return;
  }
  if (node.type === 'element' || offset === 0) {
    parent.children.splice(parent.children.indexOf(node), 0, marker);
    return;
  }
  const rest: Text = { type: 'text', value: node.value.slice(offset) };
  node.value = node.value.slice(0, offset);
  parent.children.splice(parent.children.indexOf(node) + 1, 0, marker, rest);
}

/** Whether nothing that is seen stands before the place in the block. */
function isFirst({ node, ancestors, offset }: Place, block: Element): boolean {
  if (node.type === 'text' && node.value.slice(0, offset).trim() !== '') return false;
  const chain = [...ancestors.slice(ancestors.indexOf(block)), node];
  return chain.every((each, i) => {
    const next = chain[i + 1];
    if (!next || !('children' in each)) return true;
    return each.children.slice(0, each.children.indexOf(next)).every(isNothing);
  });
}

function isNothing(node: ElementContent): boolean {
  if (node.type !== 'element') return node.type === 'comment' || node.value.trim() === '';
  return node.tagName !== 'img' && node.tagName !== 'br' && node.children.every(isNothing);
}
