import type { Check } from './check.ts';
import { edges } from './edges.ts';
import { missingGlyphs, wrongFonts } from './glyphs.ts';
import { lineEndCells } from './line-end-cells.ts';
import { lineEnds } from './line-ends.ts';
import { lineStarts } from './line-starts.ts';
import { notePages } from './note-pages.ts';
import { offGrid } from './off-grid.ts';
import { overlaps } from './overlaps.ts';
import { headingsAtFoot, looseLines } from './page-breaks.ts';
import { pageDepths } from './page-depths.ts';
import { singleCharacters } from './single-characters.ts';
import { splitMarks } from './split-marks.ts';
import { splitNumbers } from './split-numbers.ts';

/** The checks of the pages of a part, in the order in which the counts are shown. */
export const checks: readonly Check[] = [
  lineStarts,
  lineEnds,
  splitMarks,
  lineEndCells,
  singleCharacters,
  splitNumbers,
  edges,
  overlaps,
  offGrid,
  pageDepths,
  missingGlyphs,
  wrongFonts,
  notePages,
  headingsAtFoot,
  looseLines,
];
