import type { Manuscript } from '../book/load.ts';
import { browserMarks, circledNumbers, mathLetters } from './glyphs.ts';

/** What the text rules put in the place of what authors type, and what we set between. */
const ownMarks = '，。、；：？！“”‘’（）《》〈〉【】「」『』—…·～％℃×−－　\u00a0\u00ad\u2002\u2003\u2007\u2009\u202f';

/** What commands of TeX stand for, most of all. */
const formulaSigns = 'αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩ∑∏∫∮√∞∂∇±×÷·−≤≥≠≈≡∝∈∉⊂⊆∪∩∅∀∃→←⇒⇔↔⋯⋮⋱';

/**
 * What a book is likely to show, told by its sources before anything is parsed: fonts and browser can then be got ready while
 * it is typeset. What is shown besides, from data files or by another script, is seen later.
 */
export function likelyText({ configFile, chapters }: Pick<Manuscript, 'configFile' | 'chapters'>): string[] {
  const sources = [configFile, ...chapters].map(String);
  const hasFormulas = sources.some((text) => text.includes('$'));
  return [...sources, ownMarks, browserMarks, circledNumbers, ...(hasFormulas ? [formulaSigns, mathLetters] : [])];
}
