/** A piece of text in reading order, and where it was written. */
export interface Word {
  text: string;
  place: unknown;
}

/** Attributes that carry what the author wrote; in the order of the text they must be the same on both sides. */
export const meaningful = ['alt', 'cite', 'colspan', 'datetime', 'lang', 'rowspan', 'scope', 'start', 'title'] as const;

/** What a reader meets in a book. Notes stand apart, by id: an output may place them elsewhere. */
export interface Flow {
  text: Word[];
  notes: Map<string, Word[]>;
}

/** What an attribute says, as a word of the text: between marks that no text holds. */
export function attributeWord(name: string, value: string, place: unknown): Word[] {
  // Lists begin at 1 without saying so.
  return value === '' || (name === 'start' && value === '1') ? [] : [{ text: `⟦${name}=${value}⟧`, place }];
}

/** The notes one after another, in an order that both sides have. */
export function notesInOrder({ notes }: Flow): Word[] {
  return [...notes].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, words]) => words);
}

/** Where two flows part: an index into each, and what stands there. undefined if they are the same but for white space. */
export function firstDifference(
  expected: readonly Word[],
  found: readonly Word[],
): { expected: Spot; found: Spot } | undefined {
  const [left, right] = [join(expected), join(found)];
  if (left.text === right.text) return undefined;
  let at = 0;
  while (left.text[at] === right.text[at]) at++;
  return { expected: spot(left, at), found: spot(right, at) };
}

/** Twenty characters around a difference, and the place of the word that it is in. */
export interface Spot {
  around: string;
  place: unknown;
}

interface Joined {
  text: string;
  starts: { at: number; place: unknown }[];
}

function join(words: readonly Word[]): Joined {
  const starts: Joined['starts'] = [];
  const texts: string[] = [];
  let at = 0;
  for (const { text, place } of words) {
    // The full-width space is a character of the text.
    const solid = text.replace(/[ \t\r\n]+/g, '');
    if (solid === '') continue;
    starts.push({ at, place });
    texts.push(solid);
    at += solid.length;
  }
  return { text: texts.join(''), starts };
}

function spot({ text, starts }: Joined, at: number): Spot {
  const around = `${text.slice(Math.max(0, at - 8), at)}▸${text.slice(at, at + 12)}`;
  return { around, place: starts.findLast((start) => start.at <= at)?.place };
}
