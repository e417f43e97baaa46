import type { ChapterInPage } from './chapter-in-page.ts';
import type { SideNote } from './side-notes.ts';

/**
 * Runs in the page, after `placeChapter`. Sets each note in the outer margin of its page: on the right of the text on a recto, on
 * the left on a verso. `first`: the side of the first sheet.
 */
export function placeSideNotes(
  { section }: ChapterInPage,
  { notes, pageHeight, first }: { notes: SideNote[]; pageHeight: number; first: 'recto' | 'verso' },
): void {
  section.style.position = 'relative';
  for (const { id, sheet, top } of notes) {
    const note = document.getElementById(id);
    if (!note) continue;
    const isRecto = (first === 'recto') === (sheet % 2 === 0);
    const edge = isRecto ? 'inset-inline-start' : 'inset-inline-end';
    note.style.position = 'absolute';
    note.style.setProperty('inset-block-start', `${sheet * pageHeight + top}px`);
    note.style.setProperty(edge, 'calc(100% + var(--side-gap))');
  }
}
