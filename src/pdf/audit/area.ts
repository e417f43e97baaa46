/** Left, top, width, height in pt from the upper left corner of a page. */
export type Area = [x: number, y: number, width: number, height: number];

/** The area that holds both. */
export function around([x, y, width, height]: Area, [left, top, wide, high]: Area): Area {
  const [x1, y1] = [Math.min(x, left), Math.min(y, top)];
  return [x1, y1, Math.max(x + width, left + wide) - x1, Math.max(y + height, top + high) - y1];
}
