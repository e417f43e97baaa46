import type { ChapterInPage } from './chapter-in-page.ts';
import type { FoundBreaks } from './find-breaks.ts';
import type { PlaceOptions } from './place.ts';
import type { NotePiece } from './types.ts';

/**
 * Runs in the page, after `placeBreaks`. Sets the notes at the foot of their pages: they are out of the flow, each group placed on its
 * page by its distance from the head of the chapter. `chapter.undo` takes it all back.
 */
export function placeNotes(
  chapter: ChapterInPage,
  { cuts }: FoundBreaks,
  { placements, pageHeight, marks, numbers }: PlaceOptions,
): void {
  const { section, noteAnchors } = chapter;
  const apparatus = section.querySelector(':scope > section.notes.at-foot');
  if (!apparatus) return;
  const undo: (() => void)[] = [];
  const had = section.getAttribute('style');
  const entries = new Map([...apparatus.querySelectorAll(':scope > ol > li')].map((one) => [one.id, one]));

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

  section.style.setProperty('position', 'relative', 'important');
  undo.push(() => (had === null ? section.removeAttribute('style') : section.setAttribute('style', had)));
  const texts: [Element, string][] = Object.entries(marks).flatMap(([id, text]) => {
    const mark = document.getElementById(id);
    return mark ? [[mark, text]] : [];
  });
  const groups: Element[] = [];
  const set = new Set<string>();
  for (const { sheet, sheets, notes, notesHeight } of placements) {
    if (notes.length === 0) continue;
    const group = apparatus.cloneNode(false) as HTMLElement;
    const list = document.createElement('ol');
    for (const piece of notes) {
      const entry = entries.get(piece.note);
      if (!entry) continue;
      const shown = pieceOf(entry, piece, piece.to === noteAnchors[piece.note]?.length);
      const number = shown.querySelector('.back');
      const text = numbers[`${piece.note} ${sheet}`];
      if (number && text !== undefined) number.textContent = text;
      for (const mark of shown.querySelectorAll('.note-mark'))
        mark.textContent = numbers[`${mark.id} ${sheet}`] ?? mark.textContent;
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

  const before = chapter.undo;
  chapter.undo = () => {
    for (const step of undo.reverse()) step();
    before();
  };
}
