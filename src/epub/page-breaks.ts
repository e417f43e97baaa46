import type { Element, Root, Text } from 'hast';
import { visitParents } from 'unist-util-visit-parents';
import type { PrintedPage } from '../pdf/page-texts.ts';
import type { Piece } from './draft.ts';
import type { PageMark } from './page-list.ts';
import { h } from './xhtml.ts';

/** What print shows elsewhere, otherwise or not at all. */
const apart = ['math', 'rt', 'rp', 'figcaption', 'details', 'th', 'svg'];

/**
 * Puts a marker where each printed page begins: at the very character, found by the letters that the page begins with, in the
 * order of the text. Digits and marks are not compared (notes are numbered otherwise in print). Returns the markers, and the
 * labels of pages whose beginning was not found; a page of figures only has none to look for.
 */
export function markPageBreaks(
  pieces: readonly Piece[],
  pages: readonly PrintedPage[],
): { marks: PageMark[]; lost: string[] } {
  const chapters = groupByChapter(pieces);
  const marks: PageMark[] = [];
  const lost: string[] = [];
  let chapter = -1;
  let letters: Letters | undefined;
  const cuts: Cut[] = [];
  for (const [n, { label, opens, text }] of pages.entries()) {
    const mark = { label, id: `kb-page-${n + 1}` };
    if (opens) {
      chapter++;
      letters = new Letters(chapters[chapter] ?? []);
      const header = chapters[chapter]?.[0]?.blocks[0];
      header?.children.unshift(breakElement(mark));
      if (header) marks.push(mark);
      continue;
    }
    const at = letters?.find(text);
    if (at) cuts.push({ ...at, mark });
    if (at) marks.push(mark);
    else if (text !== '') lost.push(label);
  }
  // From the last to the first: a cut moves what is behind it.
  for (const { node, parent, offset, opens, mark } of cuts.reverse()) {
    if (opens) {
      opens.children.unshift(breakElement(mark));
      continue;
    }
    const rest: Text = { type: 'text', value: node.value.slice(offset) };
    node.value = node.value.slice(0, offset);
    parent.children.splice(parent.children.indexOf(node) + 1, 0, breakElement(mark), rest);
  }
  return { marks, lost };
}

interface Place {
  node: Text;
  parent: Element;
  /** Into the text of the node. */
  offset: number;
  /** The paragraph, heading or the like whose first letter this is. */
  opens: Element | undefined;
}

interface Cut extends Place {
  mark: PageMark;
}

/** EPUB Accessibility 1.1, 4.1: nothing to see, and a name to be read. */
function breakElement({ id, label }: PageMark): Element {
  return h('span', { id, 'epub:type': 'pagebreak', role: 'doc-pagebreak', ariaLabel: label });
}

/** So many letters must agree; the more the surer. */
const lengths = [40, 24, 14, 10];
const fewest = 10;
/** How far behind the page's beginning a match may begin: what stands before may be print's own. */
const furthest = 48;

const blocks = /^(?:h[1-6]|p|li|dt|dd|td)$/;

/** The letters of a chapter in order, with the places where they stand. */
class Letters {
  #text = '';
  readonly #places: Place[] = [];
  #from = 0;

  constructor(pieces: readonly Piece[]) {
    const begun = new Set<Element>();
    for (const piece of pieces) {
      const root: Root = { type: 'root', children: piece.blocks };
      visitParents(root, 'text', (node, ancestors) => {
        const elements = ancestors.filter((each) => each.type === 'element');
        const parent = elements.at(-1);
        if (!parent || elements.some(({ tagName }) => apart.includes(tagName))) return;
        const block = elements.findLast(({ tagName }) => blocks.test(tagName));
        let offset = 0;
        for (const character of node.value) {
          if (isLetter(character)) {
            this.#text += character;
            const opens = block && !begun.has(block) ? block : undefined;
            if (block) begun.add(block);
            // A place for each UTF-16 unit, as in the text.
            for (let unit = 0; unit < character.length; unit++) this.#places.push({ node, parent, offset, opens });
          }
          offset += character.length;
        }
      });
    }
  }

  /** The place of a page's first character behind that of the page before. */
  find(page: string): Place | undefined {
    const letters = [...page].filter(isLetter).join('');
    if (letters !== '' && letters.length < fewest) return this.#findLast(letters, page);
    for (const length of lengths) {
      for (let skipped = 0; skipped + fewest <= letters.length && skipped <= furthest; skipped += 4) {
        const wanted = letters.slice(skipped, skipped + length);
        if (wanted.length < Math.min(length, letters.length)) break;
        const at = this.#text.indexOf(wanted, this.#from);
        const place = this.#places[at];
        if (at < 0 || !place) continue;
        this.#from = at + 1;
        return skipped === 0 ? stepBack(place, page) : { ...place, opens: undefined };
      }
    }
    return undefined;
  }

  /** So little text only stands on the last page of a chapter. */
  #findLast(letters: string, page: string): Place | undefined {
    const at = this.#text.lastIndexOf(letters);
    const place = this.#places[at];
    if (at < this.#from || !place) return undefined;
    this.#from = at + 1;
    return stepBack(place, page);
  }
}

function isLetter(character: string): boolean {
  return /\p{L}/u.test(character);
}

/** Back over the digits and marks that the page begins with, if they stand before the place; a block begins with its own. */
function stepBack(place: Place, page: string): Place {
  const { node, offset } = place;
  const lead = [...page.replace(/\s/g, '')].slice(0, 12);
  const before = lead.slice(0, Math.max(0, lead.findIndex(isLetter))).join('');
  const found = before !== '' && node.value.slice(0, offset).endsWith(before);
  return { ...place, offset: found ? offset - before.length : offset };
}

function groupByChapter(pieces: readonly Piece[]): Piece[][] {
  const chapters: Piece[][] = [];
  for (const piece of pieces) {
    if (piece.nth === 0) chapters.push([]);
    chapters.at(-1)?.push(piece);
  }
  return chapters;
}
