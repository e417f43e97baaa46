import { OPS, type PDFPageProxy, Util } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A glyph as it stands on the page, in em of its own type size along the line; `y` and `size` in pt. */
export interface Glyph {
  text: string;
  /** Where its cell begins, in pt from the left edge of the page. */
  x: number;
  y: number;
  size: number;
  /** As the font has it, in em. */
  width: number;
}

export interface GlyphLine {
  text: string;
  y: number;
  glyphs: Glyph[];
}

/** Every glyph of a page, in the order of the content stream, placed as ISO 32000-1, 9.4.4 says. */
export async function glyphsOf(page: PDFPageProxy): Promise<Glyph[]> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const glyphs: Glyph[] = [];
  const kept: number[][] = [];
  let world = [1, 0, 0, 1, 0, 0];
  let line = world;
  let text = world;
  let size = 0;
  for (const [i, operator] of fnArray.entries()) {
    const given = argsArray[i] as number[];
    if (operator === OPS.save) kept.push(world);
    else if (operator === OPS.restore) world = kept.pop() ?? world;
    else if (operator === OPS.transform) world = Util.transform(world, given);
    else if (operator === OPS.setFont) size = given[1] ?? 0;
    else if (operator === OPS.setTextMatrix) text = line = matrixOf(given);
    else if (operator === OPS.moveText) text = line = Util.transform(line, [1, 0, 0, 1, given[0] ?? 0, given[1] ?? 0]);
    else if (operator === OPS.showText) {
      for (const shown of given[0] as unknown as ({ unicode: string; width: number } | number)[]) {
        const advance = typeof shown === 'number' ? -shown / 1000 : shown.width / 1000;
        if (typeof shown !== 'number') {
          const [a = 0, b = 0, , , x = 0, y = 0] = Util.transform(world, text);
          glyphs.push({ text: shown.unicode, x, y, size: Math.hypot(a, b) * size, width: advance });
        }
        text = Util.transform(text, [1, 0, 0, 1, advance * size, 0]);
      }
    }
  }
  return glyphs;
}

function matrixOf(given: unknown[]): number[] {
  const [first] = given;
  return typeof first === 'number' ? (given as number[]) : Array.from(first as ArrayLike<number>);
}

/** The glyphs of type of this size in lines from top to bottom. */
export function glyphLines(glyphs: Glyph[], size: number): GlyphLine[] {
  const lines: Glyph[][] = [];
  for (const glyph of glyphs.filter((each) => Math.abs(each.size - size) < 0.1)) {
    const line = lines.find(([first]) => Math.abs((first?.y ?? 0) - glyph.y) < 2);
    if (line) line.push(glyph);
    else lines.push([glyph]);
  }
  return lines
    .map((line) => line.sort((a, b) => a.x - b.x))
    .map((line) => ({ text: line.map((glyph) => glyph.text).join(''), y: line[0]?.y ?? 0, glyphs: line }))
    .sort((a, b) => b.y - a.y);
}
