/** Lengths in pt along the direction of writing (`start`, `end`) and from line to line (`across`: the middle of a line). */
export interface Place {
  start: number;
  end: number;
  across: number;
}

export type Writing = 'horizontal-tb' | 'vertical-rl';

/** Direction of a baseline on the page: 0 to the right, 90 downwards, 180, 270. */
export type Angle = 0 | 90 | 180 | 270;

/** Where the em box of our fonts begins below the baseline, in em (see `fontFaceCss`), and its middle above it. */
const descent = 0.12;
const middle = 0.5 - descent;

/**
 * A glyph's place in the direction of writing, from the place of its origin on the page. Upright glyphs of vertical text stand in
 * the middle of their line, and their em boxes one below the other.
 */
export function placeOf(x: number, y: number, size: number, advance: number, angle: Angle, writing: Writing): Place {
  if (angle === 0 && writing === 'vertical-rl') {
    const start = y - (1 - descent) * size;
    return { start, end: start + size, across: -(x + advance / 2) };
  }
  if (angle === 90) return { start: y, end: y + advance, across: -(x + middle * size) };
  if (angle === 270) return { start: -y, end: -y + advance, across: x - middle * size };
  if (angle === 180) return { start: -x, end: -x + advance, across: -(y + middle * size) };
  return { start: x, end: x + advance, across: y - middle * size };
}
