import { apply, type Matrix } from '../../finish/matrix.ts';

/** In pt from the upper left corner of the page. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export const everywhere: Box = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };

/** The box around points, as x y x y …, on the page. */
export function extent(points: readonly number[], matrix: Matrix): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  const corners = points.length === 4 ? [...points, points[0], points[3], points[2], points[1]] : points;
  for (let i = 0; i + 1 < corners.length; i += 2) {
    const [x, y] = apply(matrix, corners[i] as number, corners[i + 1] as number);
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

export function intersection(a: Box, b: Box): Box {
  return {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  };
}
