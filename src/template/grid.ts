import { z } from 'zod';
import { Failure } from '../report/failure.ts';
import { type PaperName, paperNames, papers } from './papers.ts';

const mm = z.string().regex(/^\d+(\.\d+)?mm$/);
const measure = z.string().regex(/^\d+(\.\d+)?(mm|pt)$/);

export const paperSchema = z.union([z.enum(paperNames), z.strictObject({ width: mm, height: mm })]);

/** The 版心 as template.yaml gives it: so many characters of a size in so many lines. */
export const gridSchema = z.strictObject({
  size: measure.describe('字号，如 10.5pt / type size'),
  leading: measure
    .optional()
    .describe('行距：一行到下一行；写了 depth 就不写 / from one line to the next; computed where depth is given'),
  characters: z.number().int().min(4).max(100).describe('每行字数；分栏时是每栏的 / characters a line, of each column'),
  lines: z.number().int().min(2).max(120).describe('每面行数 / lines a page'),
  measure: measure
    .optional()
    .describe(
      '一行多长：字排不满或排不下时拉开或挤紧；不写则是字号 × 字数 / length of a line, if the characters are to be spread or drawn in to fill it',
    ),
  depth: measure
    .optional()
    .describe(
      '版心多深：各行撑满；写了 leading 就不写 / depth of the type area that the lines fill; computed where leading is given',
    ),
  columns: z
    .union([z.literal(1), z.literal(2)])
    .default(1)
    .describe('栏数 / columns'),
  gap: z.number().min(1).max(8).default(2).describe('栏间空几个字 / characters between columns'),
  top: mm.optional().describe('天头；不写则上下居中 / head margin; default: centred'),
  inner: mm.optional().describe('订口；不写则左右居中 / back margin, at the spine; default: centred'),
});

export const bindings = ['left', 'right'] as const;
export const directions = ['horizontal', 'vertical'] as const;

export interface GridOptions {
  paper: z.infer<typeof paperSchema>;
  grid: z.infer<typeof gridSchema>;
  direction: (typeof directions)[number];
  /** The side of the spine on a recto; by default left, in vertical writing right. */
  binding?: (typeof bindings)[number] | undefined;
}

/** The leaf and the area that its lines fill, in mm. Inner is the side of the spine. */
export interface PageGeometry {
  width: number;
  height: number;
  /**
   * Up to the boxes of the lines, as `@page` has them: the first line's characters begin half the space between two lines
   * further in.
   */
  margins: { top: number; bottom: number; inner: number; outer: number };
  /** The side of the spine on a recto. Bound right, pages go from right to left. */
  binding: (typeof bindings)[number];
  direction: (typeof directions)[number];
  /** The grid, in pt: type size, distance of lines, what is added to each character, and the columns. */
  grid: { size: number; leading: number; tracking: number; lines: number; columns: number; gap: number };
}

const mmPerPt = 25.4 / 72;

/** A length in pt. */
function pt(length: string): number {
  const value = Number.parseFloat(length);
  return length.endsWith('mm') ? value / mmPerPt : value;
}

/**
 * Computes the page. The 版心 is measured from the edges of its characters, as CLREQ §2.3 and GB/T 9704 have it: its depth is
 * that of its lines and the spaces between them, without half a space above and below, and so are `top`, `inner` and what is
 * centred.
 * @throws Failure (2) if the grid is larger than the paper, or its lines or characters would overlap; it gives the numbers.
 */
export function pageGeometry(name: string, { paper, grid, direction, binding }: GridOptions): PageGeometry {
  const [width, height] =
    typeof paper === 'string'
      ? papers[paper as PaperName]
      : [Number.parseFloat(paper.width), Number.parseFloat(paper.height)];
  const { characters, lines, columns, gap } = grid;
  const size = pt(grid.size);
  if ((grid.leading === undefined) === (grid.depth === undefined)) {
    throw refuse(name, '行距 leading 和深 depth 要写一个，也只写一个', 'give either leading or depth, not both');
  }
  const leading = grid.leading ? pt(grid.leading) : (pt(grid.depth as string) - size) / (lines - 1);
  const across = columns * characters + (columns - 1) * gap;
  const length = grid.measure ? pt(grid.measure) : across * size;
  const tracking = length / across - size;
  if (leading < size || tracking < -size / 10) {
    throw refuse(
      name,
      `字号 ${round(size)}pt 的字排不下：行距 ${round(leading)}pt，每字 ${round(size + tracking)}pt`,
      `type of ${round(size)}pt does not fit lines ${round(leading)}pt apart and characters ${round(size + tracking)}pt wide`,
    );
  }
  const depth = lines * leading;
  const [typeWidth, typeHeight] = (direction === 'vertical' ? [depth, length] : [length, depth]).map(
    (each) => each * mmPerPt,
  ) as [number, number];
  // Half the space between two lines, which the line boxes have outside the first and last line.
  const lead = ((leading - size) / 2) * mmPerPt;
  const [leadX, leadY] = direction === 'vertical' ? [lead, 0] : [0, lead];
  const top = grid.top ? Number.parseFloat(grid.top) - leadY : (height - typeHeight) / 2;
  const inner = grid.inner ? Number.parseFloat(grid.inner) - leadX : (width - typeWidth) / 2;
  const bottom = height - typeHeight - top;
  const outer = width - typeWidth - inner;
  if (Math.min(top, bottom, inner, outer) < 0) {
    const shown = [typeWidth - 2 * leadX, typeHeight - 2 * leadY].map(round).join(' × ');
    const rest = [top + leadY, bottom + leadY, inner + leadX, outer + leadX].map(round);
    throw refuse(
      name,
      `版心 ${shown} mm 在 ${width} × ${height} mm 的纸上放不下：天头 ${rest[0]}、地脚 ${rest[1]}、订口 ${rest[2]}、切口 ${rest[3]} mm。请减少每行字数、每面行数，或改字号、行距、纸张`,
      `the type area of ${shown} mm does not fit paper of ${width} × ${height} mm: margins top ${rest[0]}, bottom ${rest[1]}, inner ${rest[2]}, outer ${rest[3]} mm. Take fewer characters or lines, a smaller size or leading, or another paper`,
    );
  }
  return {
    width,
    height,
    margins: { top, bottom, inner, outer },
    binding: binding ?? (direction === 'vertical' ? 'right' : 'left'),
    direction,
    grid: { size, leading, tracking, lines, columns, gap },
  };
}

function refuse(name: string, zh: string, en: string): Failure {
  return new Failure(2, {
    zh: `模板“${name}”的版心：${zh}。`,
    en: `The page grid of the template "${name}": ${en}.`,
  });
}

function round(value: number): number {
  return Number(value.toFixed(2));
}
