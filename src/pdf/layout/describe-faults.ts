import type { ChapterInPage } from './chapter-in-page.ts';
import type { LayoutFault } from './types.ts';

export interface FoundFaults {
  /** How many sheets the chapter takes. */
  sheets: number;
  /** Side notes that have no room beside their mark. */
  crowded: { note: string; sheet: number }[];
  longNotes: { note: string; sheet: number; sheets: number }[];
  /** Pages that did not come out as planned, by the head that they begin with. */
  wrong: { head: number; sheet: number }[];
}

/** Runs in the page. Says of faults which words they are about. */
export function describeFaults(
  { heads }: ChapterInPage,
  { sheets: all, longNotes, crowded, wrong }: FoundFaults,
): LayoutFault[] {
  const wordsOf = (text: string | null | undefined) => (text ?? '').trim().slice(0, 60);
  const textOf = (note: string) => wordsOf(document.getElementById(note)?.querySelector(':scope > div')?.textContent);
  const notes = [
    ...longNotes.map(({ note, ...where }): LayoutFault => {
      return { kind: 'long-note', element: 'note', words: textOf(note), progress: 1, ...where };
    }),
    ...crowded.map(({ note, sheet }): LayoutFault => {
      return { kind: 'crowded-notes', element: 'note', words: textOf(note), progress: 1, sheet };
    }),
  ];
  const pages = wrong.map(({ head, sheet }): LayoutFault => {
    const at = heads[head];
    const element = at instanceof Range ? at.startContainer.parentElement : at;
    const words = wordsOf(at instanceof Range ? at.startContainer.textContent : at?.textContent);
    const progress = sheet / Math.max(1, all);
    return { kind: 'unsettled', element: element?.tagName.toLowerCase() ?? '', words, progress, sheet };
  });
  return [...notes, ...pages];
}
