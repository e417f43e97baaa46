import type { Manuscript } from '../book/load.ts';
import { browserMarks, circledNumbers, mathLetters } from './glyphs.ts';
import { ordinaryCharacters } from './ordinary-characters.ts';

/**
 * What the text rules put in the place of what authors type, what we set between, and what comes now and then: so the fonts stay
 * as they are when it comes.
 */
const ownMarks =
  '，。、；：？！“”‘’（）《》〈〉【】「」『』—…·～％℃×−－／〇　\u00a0\u2002\u2003\u2007\u202f' +
  '°′″§※→←↑↓□■☆★√÷±≈≠≤≥āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü';

/** What commands of TeX stand for, most of all. */
const formulaSigns = 'αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩ∑∏∫∮√∞∂∇±×÷·−≤≥≠≈≡∝∈∉⊂⊆∪∩∅∀∃→←⇒⇔↔⋮⋱';

/**
 * What a book is likely to show, told by its sources before anything is parsed: fonts and browser can then be got ready while
 * it is typeset. What is shown besides, from data files or by another script, is seen later.
 */
export function likelyText({
  config,
  configFile,
  chapters,
}: Pick<Manuscript, 'config' | 'configFile' | 'chapters'>): string[] {
  const sources = [configFile, ...chapters].map(String);
  const hasFormulas = sources.some((text) => text.includes('$'));
  return [
    ...sources,
    ordinaryCharacters(config?.language ?? 'zh-Hans'),
    ownMarks,
    browserMarks,
    circledNumbers,
    ...(hasFormulas ? [formulaSigns, mathLetters] : []),
  ];
}
