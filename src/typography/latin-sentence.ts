import { HAN, KANA, LETTER, opaque } from './characters.ts';

const border = new RegExp(`[${HAN}${KANA}《》〈〉「」『』【】${opaque.break}]`, 'u');
const quoteBorder = /[“”"]/;
const word = new RegExp(`[${LETTER}][${LETTER}'’]*`, 'gu');
const sentenceStart = /[。！？：；…“「『.!?:]$/u;

/** The stretch of text without Han around `index`, and what stands at its ends. */
export interface LatinStretch {
  text: string;
  /** It is all that stands between two quotation marks. */
  quoted: boolean;
  /** It has the words of a sentence, not only names. */
  isSentence: boolean;
  /** It begins where a sentence may begin. */
  startsSentence: boolean;
}

/** How far a Latin stretch is followed. Longer ones are sentences anyway, and a paragraph of commas stays linear. */
const reach = 240;

/** `stops`: a full stop of Chinese ends the stretch to the left. */
export function latinStretch(text: string, index: number, stops: boolean): LatinStretch {
  let start = index;
  while (start > 0 && index - start < reach && !isBorder(text[start - 1] as string)) {
    if (stops && /[。！？；：…]/u.test(text[start - 1] ?? '')) break;
    start--;
  }
  let end = index;
  while (end < text.length && end - index < reach && !isBorder(text[end] as string)) end++;
  const inside = text.slice(start, end);
  const words = inside.match(word) ?? [];
  const plain = words.filter((each) => /^\p{Ll}/u.test(each)).length;
  const head = text.slice(0, start).trimEnd();
  return {
    text: inside,
    quoted: quoteBorder.test(text[start - 1] ?? '') && quoteBorder.test(text[end] ?? ''),
    isSentence: words.length >= 3 && plain >= 2,
    startsSentence: head === '' || head.endsWith(opaque.break) || sentenceStart.test(head),
  };
}

function isBorder(unit: string): boolean {
  return border.test(unit) || quoteBorder.test(unit);
}
