import type { Box } from './box.ts';
import type { PageFont } from './font.ts';
import type { Angle, Place } from './place.ts';
import type { Owner } from './structure.ts';

/** One painted glyph. Lengths in pt, from the upper left corner of the page, y downwards. */
export interface Glyph extends Place {
  text: string;
  /** Origin: the left end of the baseline as the glyph was drawn. */
  x: number;
  y: number;
  /** Font size as it is printed. */
  size: number;
  /** Advance along its own baseline. */
  advance: number;
  angle: Angle;
  font: PageFont;
  code: number;
  /** undefined for what is an artifact, such as the running head, or not tagged. */
  owner: Owner | undefined;
  artifact: boolean;
}

/** Something painted that is no text: a picture, a rule, the ground of a block. */
export interface Paint extends Box {
  kind: 'picture' | 'shape';
  owner: Owner | undefined;
}

/** Glyphs that follow each other and belong to the same, as nearly all do: what hangs on that alone is asked once for all of them. */
export function* runsOf(glyphs: readonly Glyph[]): Generator<{ owner: Owner | undefined; run: readonly Glyph[] }> {
  for (let from = 0; from < glyphs.length; ) {
    const owner = glyphs[from]?.owner;
    let to = from + 1;
    while (to < glyphs.length && glyphs[to]?.owner === owner) to++;
    yield { owner, run: glyphs.slice(from, to) };
    from = to;
  }
}

export interface PageContent {
  width: number;
  height: number;
  glyphs: Glyph[];
  paints: Paint[];
}
