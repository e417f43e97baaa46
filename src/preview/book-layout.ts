import type { PrintedLine, PrintedSheet } from '../pdf/audit/printed-text.ts';
import type { PrintedPart } from '../pdf/index.ts';

/** A line on a page of the PDF, by index from 0. */
export interface PlacedLine extends PrintedLine {
  page: number;
}

/** What stands on the pages of a PDF, part by part as it was read when they were printed. */
export class BookLayout {
  readonly parts: readonly PrintedPart[];
  readonly #pages = new Map<string, number>();

  constructor(parts: readonly PrintedPart[]) {
    this.parts = parts;
    for (const { start, destinations } of parts)
      for (const [id, page] of destinations) this.#pages.set(id, start + page);
  }

  /** The page on which an id stands. */
  pageOf(id: string): number | undefined {
    return this.#pages.get(id);
  }

  /** The part that a page belongs to; a blank page behind it does too. */
  partOn(page: number): PrintedPart | undefined {
    return this.parts.findLast(({ start }) => start <= page);
  }

  /** undefined for a blank page. */
  sheetOn(page: number): PrintedSheet | undefined {
    const part = this.partOn(page);
    return part?.audit.printed.sheets[page - part.start];
  }

  linesOn(page: number): PlacedLine[] {
    const part = this.partOn(page);
    return part ? linesOf(part, page - part.start) : [];
  }

  /** The lines of each block of a part, over all its pages. */
  blocksOf(part: PrintedPart): PlacedLine[][] {
    const blocks: PlacedLine[][] = part.audit.printed.roles.map(() => []);
    for (let sheet = 0; sheet < part.count; sheet++)
      for (const line of linesOf(part, sheet)) blocks[line.block]?.push(line);
    return blocks;
  }
}

/** The lines of a sheet where they stand on the paper that it was given. */
function linesOf({ audit, start, shifts }: PrintedPart, sheet: number): PlacedLine[] {
  const off = shifts[sheet] ?? 0;
  const left = (x: number) => Math.round((x - off) * 100) / 100;
  return (audit.printed.sheets[sheet]?.lines ?? []).map((line) => {
    const [x, ...rest] = line.area;
    const [x1, y1, x2, y2] = line.baseline;
    return {
      ...line,
      page: start + sheet,
      area: [left(x), ...rest],
      baseline: [left(x1), y1, left(x2), y2],
      runs: line.runs.map((run) => ({ ...run, area: [left(run.area[0]), run.area[1], run.area[2], run.area[3]] })),
    };
  });
}
