import type { Box } from '../read/box.ts';
import type { Glyph } from '../read/painted.ts';

/** The box of a character, as far as Han characters fill it. In pt from the upper left corner of the page. */
export function boxOf({ x, y, size, advance, angle }: Glyph): Box {
  if (angle === 0) return { left: x, right: x + advance, top: y - 0.8 * size, bottom: y };
  if (angle === 180) return { left: x - advance, right: x, top: y, bottom: y + 0.8 * size };
  if (angle === 90) return { left: x, right: x + 0.8 * size, top: y, bottom: y + advance };
  return { left: x - 0.8 * size, right: x, top: y - advance, bottom: y };
}
