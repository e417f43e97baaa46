import { CLOSING, HAN, KANA, LETTER, OPENING, opaque, SPACE, STOPS, THROUGH } from './characters.ts';

/** What kind of thing stands beside a mark. */
export type Neighbour = 'wide' | 'latin' | 'digit' | 'node' | 'other' | 'none';

const wide = new RegExp(`[${HAN}${KANA}${OPENING}${CLOSING}${STOPS}…—·]`, 'u');
const letter = new RegExp(`[${LETTER}]`, 'u');
const node = new RegExp(`[${opaque.code}${opaque.math}${opaque.address}${opaque.image}]`, 'u');
const space = new RegExp(`[${SPACE}\\u3000]`, 'u');
const through = new RegExp(`[${THROUGH}]`, 'u');

export interface Skipping {
  /** Marks to look through as well, e.g. closing quotes. */
  marks?: string;
  spaces?: boolean;
}

/** The index of the character before `index` that counts, or -1. */
export function indexBefore(text: string, index: number, { marks = '', spaces = false }: Skipping = {}): number {
  let i = index - 1;
  while (i >= 0 && skipped(text[i] as string, marks, spaces)) i--;
  return i;
}

/** The index of the character at or behind `index` that counts, or `text.length`. */
export function indexAfter(text: string, index: number, { marks = '', spaces = false }: Skipping = {}): number {
  let i = index;
  while (i < text.length && skipped(text[i] as string, marks, spaces)) i++;
  return i;
}

function skipped(unit: string, marks: string, spaces: boolean): boolean {
  return through.test(unit) || marks.includes(unit) || (spaces && space.test(unit));
}

/** What the character at `index` is; half of a surrogate pair is taken with its other half. */
export function kindAt(text: string, index: number): Neighbour {
  const unit = text[index];
  if (unit === undefined || unit === opaque.break || unit === '\n') return 'none';
  if (unit >= '0' && unit <= '9') return 'digit';
  const low = unit >= '\uDC00' && unit <= '\uDFFF';
  const character = String.fromCodePoint(text.codePointAt(low && index > 0 ? index - 1 : index) ?? 0);
  if (wide.test(character)) return 'wide';
  if (letter.test(character)) return 'latin';
  return node.test(character) ? 'node' : 'other';
}
