/**
 * The marks of Chinese print that fill a cell and have their ink in one half of it (GB/T 15834—2011, 5.1; CLREQ 3.1.6).
 * Simplified Chinese: stops and closing marks stand in the first half of their cell, opening marks in the second.
 */
export const closingMarks = '、。，．：；！？）］｝〉》」』】〕〗〙〛〞〟’”';
export const openingMarks = '（［｛〈《「『【〔〖〘〚〝‘“';

/** 问号 and 叹号: two together fill one cell, three fill two (5.1.2). */
export const loudMarks = '！？';

/** Marks that stand in the middle of their cell in vertical lines. */
export const centredInVertical = '；：！？';

/** The quotation marks that Latin text has too: between two of its letters, `’` is an apostrophe. */
export const sharedQuotes = '“”‘’';

/**
 * Set behind a closing mark and before an opening one that stand half as wide as their cell: the other half. The font has a
 * space of half an em for it (see half-cells.ts). The browser lets an ideographic space hang at the end of a line, and breaks
 * behind one, never before: so the space is there within a line and gone at either edge.
 */
export const halfCell = '\u3000';

/** In place of an ideographic space of the author's. It has the glyph that was that space's; finish/line-marks.ts names it again. */
export const wholeCell = '\u2003';

/** U+2060: no break here. Without width. */
export const joiner = '\u2060';

/** U+200B: a line may be broken here. Without width. */
export const breakable = '\u200B';

export type MarkKind = 'opening' | 'closing' | 'other';

const kinds = new Map<string, MarkKind>([
  ...[...openingMarks].map((mark): [string, MarkKind] => [mark, 'opening']),
  ...[...closingMarks].map((mark): [string, MarkKind] => [mark, 'closing']),
]);

export function kindOf(character: string | undefined): MarkKind {
  return (character !== undefined && kinds.get(character)) || 'other';
}
