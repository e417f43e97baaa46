import { diffSequences } from './sequence.ts';

/** A stretch of text that stayed, went or came. */
export interface Piece {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Chinese words, Latin words, numbers with their point, marks: what an editor takes for one thing. */
export function splitWords(text: string): string[] {
  const words: string[] = [];
  for (const { segment } of segmenter.segment(text)) words.push(segment);
  return words;
}

/** One text against another, by words. */
export function diffWords(before: string, after: string): Piece[] {
  const [a, b] = [splitWords(before), splitWords(after)];
  const pieces: Piece[] = [];
  let at = 0;
  const push = (kind: Piece['kind'], words: readonly string[]) => {
    if (words.length > 0) pieces.push({ kind, text: words.join('') });
  };
  for (const { aFrom, aTo, bFrom, bTo } of diffSequences(a, b)) {
    push('same', a.slice(at, aFrom));
    push('removed', a.slice(aFrom, aTo));
    push('added', b.slice(bFrom, bTo));
    at = aTo;
  }
  push('same', a.slice(at));
  return pieces;
}
