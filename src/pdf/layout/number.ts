import type { NoteSettings } from '../../document/note-settings.ts';
import type { PlannedPage } from './types.ts';

/** ①–⑳, ㉑–㉟, ㊱–㊿; beyond, plain digits in brackets. */
export function noteNumeral(number: number, numerals: NoteSettings['numerals']): string {
  if (numerals === 'digits') return String(number);
  if (number <= 20) return String.fromCodePoint(0x2460 + number - 1);
  if (number <= 35) return String.fromCodePoint(0x3251 + number - 21);
  if (number <= 50) return String.fromCodePoint(0x32b1 + number - 36);
  return `(${number})`;
}

/** The numbers of the notes of each page, from 1 on every page, in the order in which they stand; by page, then by note. */
export function numberByPage(pages: PlannedPage[]): Map<string, number>[] {
  const running = new Map<string, number>();
  return pages.map(({ notes }) => {
    const numbers = new Map<string, number>();
    let next = 1;
    for (const { note, from } of notes) {
      // What goes on from the page before keeps the number that it began with.
      const number = from > 0 ? (running.get(note) ?? next) : next++;
      running.set(note, number);
      numbers.set(note, number);
    }
    return numbers;
  });
}
