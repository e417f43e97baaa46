import { createHash } from 'node:crypto';
import { type Area, around } from './area.ts';
import type { Layout } from './checks/check.ts';
import type { Line } from './lines.ts';
import type { Glyph, PageContent } from './read/painted.ts';

/** A line of text where it is printed. Plain data, in pt. */
export interface PrintedLine {
  text: string;
  area: Area;
  /** Ends of the baseline. */
  baseline: [x1: number, y1: number, x2: number, y2: number];
  runs: { font: string; size: number; area: Area }[];
  /** Which of the part's blocks it belongs to. */
  block: number;
}

/** What stands on one page of a part. */
export interface PrintedSheet {
  lines: PrintedLine[];
  /** The same for pages that paint the same glyphs and shapes in the same places. */
  digest: string;
  /** The same for those whose text is the same, wherever the binding has moved it. */
  body: string;
  /** Whether a picture is on it: which one, no digest says. */
  pictured: boolean;
}

/** The text of a part as it is printed, for those who look at its pages. */
export interface PrintedText {
  /** The tag of each block: P, H2, TD … */
  roles: string[];
  sheets: PrintedSheet[];
}

export function printedText({ paragraphs, pages }: Layout): PrintedText {
  const lines: PrintedLine[][] = pages.map(() => []);
  for (const [block, paragraph] of paragraphs.entries())
    for (const line of paragraph.lines) lines[line.page]?.push(printedLine(line, block));
  return {
    roles: paragraphs.map(({ block }) => block.role),
    sheets: pages.map((page, i) => ({ lines: lines[i] ?? [], ...digestsOf(page) })),
  };
}

function printedLine(line: Line, block: number): PrintedLine {
  const runs: PrintedLine['runs'] = [];
  let last: PrintedLine['runs'][number] | undefined;
  for (const glyph of line.glyphs) {
    const size = Math.round(glyph.size * 100) / 100;
    const area = areaOf(glyph);
    if (last && last.font === glyph.font.name && last.size === size) last.area = rounded(around(last.area, area));
    else {
      last = { font: glyph.font.name, size, area };
      runs.push(last);
    }
  }
  const area = rounded(runs.map((run) => run.area).reduce(around));
  return { text: line.text, area, baseline: baselineOf(line, area), runs, block };
}

/** The em box of a glyph as wide as its advance; our fonts have their em box from 0.12 em below the baseline. */
function areaOf({ x, y, size, advance, angle }: Glyph): Area {
  const [below, above] = [0.12 * size, 0.88 * size];
  if (angle === 90) return rounded([x - below, y, size, advance]);
  if (angle === 270) return rounded([x - above, y - advance, size, advance]);
  if (angle === 180) return rounded([x - advance, y - below, advance, size]);
  return rounded([x, y - above, advance, size]);
}

/** From the first to the last glyph of a line; upright glyphs in a column have none in common. */
function baselineOf({ glyphs }: Line, [x, y, width, height]: Area): PrintedLine['baseline'] {
  if (height > width) return rounded([x + width / 2, y, x + width / 2, y + height]);
  const heights = Float64Array.from(glyphs, (glyph) => glyph.y).sort();
  const base = heights[Math.floor(heights.length / 2)] ?? y;
  return rounded([x, base, x + width, base]);
}

/** To hundredths, in place. */
function rounded<T extends number[]>(numbers: T): T {
  for (let i = 0; i < numbers.length; i++) numbers[i] = Math.round((numbers[i] as number) * 100) / 100;
  return numbers;
}

function digestsOf({ glyphs, paints }: PageContent): Omit<PrintedSheet, 'lines'> {
  const all = new Painted();
  const body = new Painted();
  const first = glyphs.find(({ artifact }) => !artifact)?.x ?? 0;
  for (const { text, x, y, size, code, font, artifact } of glyphs) {
    const top = Math.round(y * 20);
    const high = Math.round(size * 20);
    all.add(text, font.name, text ? 0 : code, Math.round(x * 20), top, high);
    if (!artifact) body.add(text, font.name, text ? 0 : code, Math.round(x - first), top, high);
  }
  let pictured = false;
  for (const { kind, left, top, right, bottom } of paints) {
    pictured ||= kind === 'picture';
    all.add(kind, '', Math.round(left * 20), Math.round(top * 20), Math.round(right * 20), Math.round(bottom * 20));
    if (kind === 'picture') body.add(kind, '', Math.round(right - left), Math.round(bottom - top));
  }
  return { digest: all.digest(), body: body.digest(), pictured };
}

/** What is painted, put together for a digest. */
class Painted {
  #words = '';
  #style = '';
  readonly #numbers: number[] = [];

  add(text: string, style: string, a: number, b: number, c?: number, d?: number): void {
    this.#words += style === this.#style ? text : `\n${style} ${text}`;
    this.#style = style;
    this.#numbers.push(a, b);
    if (c !== undefined) this.#numbers.push(c);
    if (d !== undefined) this.#numbers.push(d);
  }

  digest(): string {
    return shortHash(this.#words, Int32Array.from(this.#numbers));
  }
}

export function shortHash(...pieces: (string | Int32Array)[]): string {
  const hash = createHash('sha1');
  for (const piece of pieces) hash.update(piece).update('\0');
  return hash.digest('base64url').slice(0, 16);
}
