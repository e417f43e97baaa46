import type { Imposition } from '../../book/printer-options.ts';

/** The pages on one side of a sheet, from left to right; undefined where it stays empty. Page index from 0. */
export type SheetSide = readonly [left: number | undefined, right: number | undefined];

/**
 * Which pages stand side by side. A booklet is folded in the middle and stitched through the fold: its sheets, front and back,
 * hold four pages each, the first with the last. `right`: bound at the right, as vertical books are.
 */
export function sheetSides(count: number, kind: Imposition, right: boolean): SheetSide[] {
  const page = (index: number) => (index < count ? index : undefined);
  const sides: SheetSide[] = [];
  if (kind === '2up') {
    for (let i = 0; i < count; i += 2) sides.push([page(i), page(i + 1)]);
  } else {
    const whole = Math.ceil(count / 4) * 4;
    for (let i = 0; i < whole / 2; i++) {
      // Fronts have the later page at the left, backs the earlier.
      sides.push(i % 2 === 0 ? [page(whole - 1 - i), page(i)] : [page(i), page(whole - 1 - i)]);
    }
  }
  return right ? sides.map(([a, b]) => [b, a] as const) : sides;
}
