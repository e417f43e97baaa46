import type { Element } from 'hast';
import { labelGap } from '../document/chapter.ts';
import type { Targets } from '../document/targets.ts';
import type { ChapterHtml } from '../html/index.ts';
import { fillLocators } from '../html/locators.ts';
import { fillPageReferences } from '../html/page-references.ts';
import { visit } from '../tree/visit.ts';
import { markBackMatter } from './back-matter.ts';
import { conform } from './conform.ts';
import { showSections } from './index-links.ts';
import { markNoterefs, noteAside } from './notes.ts';
import { cutBlocks } from './split.ts';
import { bytesOf } from './weight.ts';
import type { Words } from './words.ts';
import { h } from './xhtml.ts';

/** What goes into one XHTML file of a chapter; links still lead to `#id` of the whole book. */
export interface Piece {
  html: ChapterHtml;
  /** From 0; only the first has the title. */
  nth: number;
  blocks: Element[];
  /** The notes whose first mark stands here. */
  notes: Element[];
}

/** A chapter made ready for EPUB, in the pieces that become files. */
export function draftChapter(html: ChapterHtml, targets: Targets, words: Words): Piece[] {
  const header = titleHeader(html);
  // The PDF is made from the same trees.
  const body = structuredClone(h('body', {}, header, ...html.body));
  const notes = structuredClone(h('body', {}, ...html.notes.map(noteAside)));
  for (const tree of [body, notes]) prepare(tree, targets, words);
  return distribute(html, elements(body), elements(notes));
}

function prepare(tree: Element, targets: Targets, words: Words): void {
  const root = { type: 'root' as const, children: [tree] };
  fillPageReferences(root, { name: (id) => targets.byId.get(id)?.reference || words.here });
  fillLocators(root, '、', showSections);
  markNoterefs(tree);
  markBackMatter(tree);
  conform(tree, words);
}

/** Cuts the text, and puts each note where its first mark is. */
function distribute(html: ChapterHtml, blocks: Element[], notes: Element[]): Piece[] {
  const byMark = new Map<unknown, Element>();
  html.notes.forEach(({ marks: [mark] }, n) => {
    const note = notes[n];
    if (note) byMark.set(mark, note);
  });
  const notesOf = (block: Element): Element[] => {
    const found: Element[] = [];
    visit(block, 'element', ({ properties: { id } }) => {
      const note = byMark.get(id);
      // A note may have notes.
      if (note) found.push(note, ...notesOf(note));
    });
    return found;
  };
  const weights = new WeakMap<Element, number>();
  const weigh = (block: Element) => {
    const weight = weights.get(block) ?? [block, ...notesOf(block)].reduce((sum, each) => sum + bytesOf(each), 0);
    weights.set(block, weight);
    return weight;
  };
  return cutBlocks(blocks, weigh).map((piece, nth) => {
    const here = new Set(piece.flatMap(notesOf));
    return { html, nth, blocks: piece, notes: notes.filter((note) => here.has(note)) };
  });
}

function elements({ children }: Element): Element[] {
  return children.filter((child) => child.type === 'element');
}

function titleHeader({ chapter, title }: ChapterHtml): Element {
  // The space belongs to the label: style sheets set it on a line of its own, and none must lead the title.
  const number = chapter.label
    ? [h('span', { className: ['label'] }, `${chapter.label}${labelGap(chapter.label)}`)]
    : [];
  return h('header', {}, h('h1', { id: chapter.id }, ...number, h('span', { className: ['title'] }, ...title)));
}
