export const ink = '#1f2933';
export const rule = '#c9d1d8';
export const fontFamily = 'Kanben Sans, Noto Sans SC, sans-serif';

const white = 'rgba(255,255,255,0.75)';
const lines = (rotation: number, gap: number) => ({
  color: white,
  dashArrayX: [1, 0],
  dashArrayY: [1.6, gap],
  rotation,
});
const dots = (size: number, gap: number) => ({
  color: white,
  symbol: 'circle',
  symbolSize: size,
  dashArrayX: [
    [gap, gap],
    [0, gap, gap, 0],
  ],
  dashArrayY: [gap, 0],
});

/** Fills that can be told apart in grey: plain, slanting lines, dots, lines the other way, level lines, wide lines. */
const fills = [
  { symbol: 'none' },
  lines(-Math.PI / 4, 5),
  dots(0.7, 7),
  lines(Math.PI / 4, 5),
  lines(0, 5),
  lines(-Math.PI / 4, 10),
  lines(Math.PI / 2, 6),
];

/** As many as make fill and colour return together as late as can be. */
export function decals(colours: number): object[] {
  return colours === fills.length ? fills.slice(0, -1) : fills;
}

// Five of each for other numbers of colours: the fifth line is not like the first.
export const symbols = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect'];
export const strokes: ('solid' | 'dashed' | 'dotted' | number[])[] = [
  'solid',
  'dashed',
  'dotted',
  [10, 3, 2, 3],
  [14, 4],
];
