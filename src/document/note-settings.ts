import type { BookConfig } from '../book/schema.ts';
import type { Template } from '../template/load.ts';

export interface NoteSettings {
  place: Template['notes']['place'];
  numbering: Template['notes']['numbering'];
  numerals: NonNullable<Template['notes']['numerals']>;
}

/**
 * Where the notes of a book stand in print and how they are numbered: as book.yaml says, else the template. Only notes at the
 * foot of the page can be numbered by page; ① ② is then what Chinese books have.
 */
export function noteSettings({ notes }: Pick<BookConfig, 'notes'>, template: Pick<Template, 'notes'>): NoteSettings {
  const place = notes.place ?? template.notes.place;
  const asked = notes.numbering ?? template.notes.numbering;
  const numbering = asked === 'page' && place !== 'page' ? 'chapter' : asked;
  const numerals = notes.numerals ?? template.notes.numerals ?? (numbering === 'page' ? 'circled' : 'digits');
  return { place, numbering, numerals };
}
