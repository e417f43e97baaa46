import type { Matrix } from '../../finish/matrix.ts';
import type { Box } from './box.ts';
import type { PageFont } from './font.ts';
import type { Glyph } from './painted.ts';
import { placeOf, type Writing } from './place.ts';

interface TextState {
  font: PageFont | undefined;
  size: number;
  charSpace: number;
  wordSpace: number;
  scale: number;
  leading: number;
  rise: number;
  mode: number;
}

/** What stands until an operator changes it (ISO 32000-1, 8.4.1 and 9.3). */
export interface State extends TextState {
  matrix: Matrix;
  clip: Box;
}

interface Shown {
  code: number;
  font: PageFont;
  /** Its advance in text space. */
  width: number;
}

/** A glyph where the text matrix and the state put it, with what it is of. */
export function glyphAt(
  { code, font, width }: Shown,
  text: Matrix,
  state: State,
  { owner, artifact }: Pick<Glyph, 'owner' | 'artifact'>,
  writing: Writing,
): Glyph {
  // [scale 0 0 1 0 rise] × text × matrix (ISO 32000-1, 9.4.4), written out: a thick book has a million glyphs.
  const { scale, rise, matrix } = state;
  const [A, B, C, D, E, F] = matrix;
  const [ta, tb, tc, td, te, tf] = text;
  const [up, out] = [rise * tc + te, rise * td + tf];
  const a = scale * ta * A + scale * tb * C;
  const b = scale * ta * B + scale * tb * D;
  const d = tc * B + td * D;
  const x = up * A + out * C + E;
  const y = up * B + out * D + F;
  // y runs downwards: a baseline to the right has a > 0, one downwards b > 0.
  const stretch = b === 0 ? Math.abs(a) : Math.hypot(a, b);
  const angle = Math.abs(a) >= Math.abs(b) ? (a >= 0 ? 0 : 180) : b > 0 ? 90 : 270;
  const size = state.size * (d === 0 ? stretch : Math.max(stretch, Math.abs(d)));
  const advance = width * stretch;
  const { start, end, across } = placeOf(x, y, size, advance, angle, writing);
  return { text: font.textOf(code), x, y, start, end, across, size, advance, angle, font, code, owner, artifact };
}

/** The text matrix further along its baseline. */
export function along([a, b, c, d, e, f]: Matrix, by: number): Matrix {
  return [a, b, c, d, by * a + e, by * b + f];
}
