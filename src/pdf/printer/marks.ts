import type { PDFDocument, PDFRef } from '@cantoo/pdf-lib';
import { decimal } from './form.ts';

/** Lengths in pt. Marks keep off the bleed by `gap`; crop marks are `length` long. */
const mm = 72 / 25.4;
const gap = 1 * mm;
const length = 5 * mm;
/** Half the size of a registration mark. */
const radius = 2 * mm;
/** What the marks need around the bleed. */
export const slug = gap + length + 2 * mm;
const hairline = 0.25;

/**
 * The colour that prints on every plate (ISO 32000-1, 8.6.6.4), so that marks show whether the plates meet.
 */
export function allPlates(document: PDFDocument): PDFRef {
  const { context } = document;
  const tint = context.obj({ FunctionType: 2, Domain: [0, 1], C0: [1], C1: [0], N: 1 });
  return context.register(context.obj(['Separation', 'All', 'DeviceGray', tint] as never));
}

export interface TrimBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface MarkOptions {
  /** pt */
  bleed: number;
  /** The sheet is folded in the middle. */
  fold: boolean;
  /** It is printed in colour. */
  colour: boolean;
}

/**
 * Crop marks at the corners, registration marks in the middle of the sides, a scale of greys in tenths at the head, and for sheets in
 * colour a bar of solid inks beside it; for sheets that are folded, strokes at the fold. `/All` is the colour of all plates.
 */
export function drawMarks({ x, y, width, height }: TrimBox, { bleed, fold, colour }: MarkOptions): string {
  const off = bleed + gap;
  const [left, right, bottom, top] = [x, x + width, y, y + height];
  const lines: [number, number, number, number][] = [];
  for (const edge of [left, right]) {
    lines.push([edge, bottom - off, edge, bottom - off - length], [edge, top + off, edge, top + off + length]);
  }
  for (const edge of [bottom, top]) {
    lines.push([left - off, edge, left - off - length, edge], [right + off, edge, right + off + length, edge]);
  }
  const [middle, centre] = [x + width / 2, y + height / 2];
  if (fold)
    lines.push([middle, bottom - off, middle, bottom - off - length], [middle, top + off, middle, top + off + length]);
  const at = off + length / 2;
  const targets: [number, number][] = [
    [left - at, centre],
    [right + at, centre],
    // Beside the stroke of the fold, not upon it.
    [fold ? x + width / 4 : middle, bottom - at],
    [fold ? x + width / 4 : middle, top + at],
  ];
  const strokes = lines.map((line) => stroke(...line)).join('');
  return `q ${hairline} w /All CS 1 SCN\n${strokes}${targets.map(target).join('')}Q\n${greys(left + width / 2 + 12 * mm, top + off)}${colour ? inks(left + width / 2 - 12 * mm, top + off) : ''}`;
}

function stroke(x0: number, y0: number, x1: number, y1: number): string {
  return `${[x0, y0].map(decimal).join(' ')} m ${[x1, y1].map(decimal).join(' ')} l S\n`;
}

/** A cross in a circle. The circle is four curves (the usual 0.5523 for the handles). */
function target([x, y]: [number, number]): string {
  const r = radius * 0.6;
  const k = r * 0.5523;
  const curve = (...points: number[]) => `${points.map(decimal).join(' ')} c `;
  const circle =
    `${decimal(x + r)} ${decimal(y)} m ` +
    curve(x + r, y + k, x + k, y + r, x, y + r) +
    curve(x - k, y + r, x - r, y + k, x - r, y) +
    curve(x - r, y - k, x - k, y - r, x, y - r) +
    curve(x + k, y - r, x + r, y - k, x + r, y);
  return `${stroke(x - radius, y, x + radius, y)}${stroke(x, y - radius, x, y + radius)}${circle}S\n`;
}

/** The solids of the four plates, and those of two and three coloured ones over each other, as cyan, magenta, yellow, black. */
const solids = ['1 0 0 0', '0 1 0 0', '0 0 1 0', '0 0 0 1', '1 1 0 0', '1 0 1 0', '0 1 1 0', '1 1 1 0'];

/** A bar of colours, 4 mm a patch, that ends at `right`. */
function inks(right: number, y: number): string {
  const side = 4 * mm;
  const patches = solids.map((ink, i) => {
    const box = [right - (solids.length - i) * side, y, side, side].map(decimal).join(' ');
    return `${ink} k ${box} re f\n`;
  });
  return `q ${patches.join('')}Q\n`;
}

/** Eleven patches from white to solid black, 4 mm each, framed. */
function greys(x: number, y: number): string {
  const side = 4 * mm;
  const patches = Array.from({ length: 11 }, (_, i) => {
    const box = [x + i * side, y, side, side].map(decimal).join(' ');
    return `${decimal(1 - i / 10)} g ${box} re f\n`;
  });
  const frame = [x, y, 11 * side, side].map(decimal).join(' ');
  return `q ${patches.join('')}${hairline} w 0 G ${frame} re S Q\n`;
}
