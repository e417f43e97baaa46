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
  text: Float64Array,
  state: State,
  { owner, artifact }: Pick<Glyph, 'owner' | 'artifact'>,
  writing: Writing,
): Glyph {
  // [scale 0 0 1 0 rise] × text × matrix (ISO 32000-1, 9.4.4), written out: a thick book has a million glyphs.
  const { scale, rise, matrix } = state;
  const at = text as unknown as Matrix;
  const up = rise * at[2] + at[4];
  const out = rise * at[3] + at[5];
  const a = scale * at[0] * matrix[0] + scale * at[1] * matrix[2];
  const b = scale * at[0] * matrix[1] + scale * at[1] * matrix[3];
  const d = at[2] * matrix[1] + at[3] * matrix[3];
  const x = up * matrix[0] + out * matrix[2] + matrix[4];
  const y = up * matrix[1] + out * matrix[3] + matrix[5];
  // y runs downwards: a baseline to the right has a > 0, one downwards b > 0.
  const stretch = b === 0 ? Math.abs(a) : Math.hypot(a, b);
  const angle = Math.abs(a) >= Math.abs(b) ? (a >= 0 ? 0 : 180) : b > 0 ? 90 : 270;
  const size = state.size * (d === 0 ? stretch : Math.max(stretch, Math.abs(d)));
  const advance = width * stretch;
  const { start, end, across } = placeOf(x, y, size, advance, angle, writing);
  return { text: font.textOf(code), x, y, start, end, across, size, advance, angle, font, code, owner, artifact };
}

/** Moves a text matrix along its baseline. */
export function goOn(text: Float64Array, by: number): void {
  const at = text as unknown as Matrix;
  text[4] = by * at[0] + at[4];
  text[5] = by * at[1] + at[5];
}
