import approximate from './approx-dunhao.ts';
import bookTitles from './book-titles.ts';
import clashingMarks from './clashing-marks.ts';
import compatibilityIdeographs from './compatibility-ideographs.ts';
import dash from './dash.ts';
import documentNumbers from './document-numbers.ts';
import ellipsis from './ellipsis.ts';
import ellipsisAndEtc from './ellipsis-and-etc.ts';
import enumerationComma from './enumeration-comma.ts';
import fullWidthAlphanumerics from './full-width-alphanumerics.ts';
import halfWidthMarks from './half-width-marks.ts';
import hanLatinSpace from './han-latin-space.ts';
import hanZero from './han-zero.ts';
import headingFinalMark from './heading-final-mark.ts';
import interpunct from './interpunct.ts';
import invisibleCharacters from './invisible-characters.ts';
import manualIndents from './manual-indents.ts';
import markSpace from './mark-space.ts';
import { simplifiedInTraditional, traditionalInSimplified } from './mixed-script.ts';
import numberRanges from './number-ranges.ts';
import ocrDash from './ocr-dash.ts';
import officialDates from './official-dates.ts';
import quotes from './quotes.ts';
import radicals from './radicals.ts';
import rangeUnits from './range-units.ts';
import repeatedMarks from './repeated-marks.ts';
import roundBrackets from './round-brackets.ts';
import type { Rule } from './rule.ts';
import sequenceLabels from './sequence-labels.ts';
import softLineBreaks from './soft-line-breaks.ts';
import timeSpans from './time-spans.ts';
import timesAndRatios from './times-and-ratios.ts';
import typedSpace from './typed-space.ts';
import units from './units.ts';
import unpairedBrackets from './unpaired-brackets.ts';
import unpairedQuotes from './unpaired-quotes.ts';
import wideMarksInLatin from './wide-marks-in-latin.ts';

/**
 * All rules, in the order in which they run.
 *
 * 1. Debris first (what cannot be seen, wrong code points, widths): later rules look at neighbours.
 * 2. Then lines are joined, so that all later rules see the paragraph as the reader does.
 * 3. Signs made of several characters (ellipsis, dash, ranges, labels, names) before single stops, which they contain.
 * 4. Quotation marks before brackets and stops, whose width depends on what they enclose.
 * 5. Repeated and superfluous marks once all marks are full-width.
 * 6. Spaces last: what counts as a full-width mark is settled by then.
 * 7. Rules that only report see the text as it is in the end.
 */
export const preset: readonly Rule[] = [
  invisibleCharacters,
  radicals,
  compatibilityIdeographs,
  fullWidthAlphanumerics,

  softLineBreaks,
  manualIndents,

  hanZero,
  sequenceLabels,
  interpunct,
  ellipsis,
  dash,
  timesAndRatios,
  timeSpans,
  numberRanges,
  documentNumbers,

  quotes,
  bookTitles,
  roundBrackets,
  wideMarksInLatin,
  halfWidthMarks,

  repeatedMarks,
  enumerationComma,
  headingFinalMark,

  units,
  markSpace,
  hanLatinSpace,
  typedSpace,

  approximate,
  rangeUnits,
  officialDates,
  ocrDash,
  clashingMarks,
  ellipsisAndEtc,
  unpairedQuotes,
  unpairedBrackets,
  traditionalInSimplified,
  simplifiedInTraditional,
];
