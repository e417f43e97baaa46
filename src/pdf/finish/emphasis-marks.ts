import { PDFArray, PDFDict, type PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import { ContentWriter, decodeStream, type Operation, operandsOf, operations, pageContent } from './content-stream.ts';
import { type Contour, glyphOutline } from './glyph-outline.ts';
import { readToUnicode } from './to-unicode.ts';

const name = (text: string) => PDFName.of(text);

/** The marks of `text-emphasis`, filled and open (CSS Text Decoration 4, 3.1). */
const marks = /^[•◦●○◉◎▲△﹅﹆]+$/u;

/** A text object while it is read: where it stands and what it shows. */
interface Shown {
  start: number;
  end: number;
  font: PDFDict | undefined;
  size: number;
  /** a b c d e f of the text matrix at each glyph. */
  glyphs: { code: number; matrix: number[] }[];
}

/**
 * Chromium sets emphasis marks (着重号) as text of half the size in the middle of the emphasised words, and whoever copies
 * 重点 gets 重点••. They become drawings of the same shape: seen, but not text.
 */
export function drawEmphasisMarks(document: PDFDocument): void {
  const { context } = document;
  const fonts = new Map<PDFDict, FontShapes>();
  const contents = new ContentWriter(context);
  for (const page of document.getPages()) {
    const own = page.node.Resources()?.lookupMaybe(name('Font'), PDFDict);
    if (!own) continue;
    for (const font of own.keys()) {
      const dict = own.lookupMaybe(font, PDFDict);
      if (dict && !fonts.has(dict)) fonts.set(dict, new FontShapes(dict));
    }
    const codes = own.keys().flatMap((font) => fonts.get(own.lookup(font, PDFDict))?.markCodes ?? []);
    if (codes.length === 0) continue;
    const before = page.node.get(name('Contents'));
    const content = pageContent(context, before);
    // Most pages have none, and need no closer look.
    if (!codes.some((code) => content.includes(code))) continue;
    const drawn = redraw(content, own, fonts);
    if (!drawn) continue;
    contents.replace(page, drawn, { last: false });
  }
  contents.finish();
}

function redraw(content: Buffer, resources: PDFDict, fonts: ReadonlyMap<PDFDict, FontShapes>): Buffer | undefined {
  const parts: Buffer[] = [];
  let at = 0;
  let sizes = new Set<number>();
  for (const shown of textObjects(content, resources)) {
    if (shown === 'mark') {
      sizes = new Set();
      continue;
    }
    const shapes = shown.font && fonts.get(shown.font);
    const half = [...sizes].some((size) => Math.abs(size - 2 * shown.size) < 0.02);
    const path = shapes && half ? shapes.draw(shown) : undefined;
    if (path === undefined) sizes.add(shown.size);
    else {
      parts.push(content.subarray(at, shown.start), Buffer.from(path, 'latin1'));
      at = shown.end;
    }
  }
  return parts.length > 0 ? Buffer.concat([...parts, content.subarray(at)]) : undefined;
}

/** The text objects of a content stream, and where marked content begins. */
function* textObjects(content: Buffer, resources: PDFDict): Generator<Shown | 'mark'> {
  let shown: Shown | undefined;
  let matrix = [1, 0, 0, 1, 0, 0];
  for (const operation of operations(content)) {
    const { operator } = operation;
    if (operator === 'BDC') yield 'mark';
    else if (operator === 'BT') shown = { start: operation.start, end: 0, font: undefined, size: 0, glyphs: [] };
    else if (!shown) continue;
    else if (operator === 'ET') {
      yield { ...shown, end: operation.end };
      shown = undefined;
    } else if (operator === 'Tf') {
      const [font, size] = operandsOf(content, operation);
      shown.font = resources.lookupMaybe(name(String(font).slice(1)), PDFDict);
      shown.size = Number(size);
    } else if (operator === 'Tm') matrix = numbers(content, operation);
    else if (operator === 'Td') {
      const [x = 0, y = 0] = numbers(content, operation);
      const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = matrix;
      matrix = [a, b, c, d, e + a * x + c * y, f + b * x + d * y];
    } else if (operator === 'Tj') {
      const [codes] = operandsOf(content, operation);
      // More than one glyph at a time would need the widths; Chromium places each by itself.
      if (codes instanceof Buffer && codes.length === 2) shown.glyphs.push({ code: codes.readUInt16BE(0), matrix });
      else shown.glyphs.push({ code: -1, matrix });
    }
  }
}

function numbers(content: Buffer, operation: Operation): number[] {
  return operandsOf(content, operation).map(Number);
}

/** What a font's codes mean and how their glyphs look, read when first asked for. */
class FontShapes {
  /** The codes of emphasis marks as they stand in a content stream: `<0471>`. */
  readonly markCodes: string[];
  private readonly font: PDFDict;
  private readonly texts: ReadonlyMap<number, string>;
  private program: Buffer | undefined;

  constructor(font: PDFDict) {
    this.font = font;
    const map = font.lookup(name('ToUnicode'));
    this.texts = map instanceof PDFRawStream ? readToUnicode(decodeStream(map)) : new Map();
    this.markCodes = [...this.texts]
      .filter(([, text]) => marks.test(text))
      .map(([code]) => `<${code.toString(16).toUpperCase().padStart(4, '0')}>`);
  }

  /** A text object of emphasis marks as a path; undefined if it is anything else. */
  draw({ glyphs, size }: Shown): string | undefined {
    if (glyphs.length === 0 || !glyphs.every(({ code }) => marks.test(this.texts.get(code) ?? ''))) return undefined;
    this.program ??= this.read();
    const paths: string[] = [];
    for (const { code, matrix } of glyphs) {
      const outline = this.program && glyphOutline(this.program, code);
      if (!outline) return undefined;
      const scale = size / outline.unitsPerEm;
      paths.push(...outline.contours.map((contour) => pathOf(contour, matrix, scale)));
    }
    return `${paths.join('\n')}\nf`;
  }

  private read(): Buffer | undefined {
    const descendant = this.font.lookupMaybe(name('DescendantFonts'), PDFArray)?.lookup(0);
    const program =
      descendant instanceof PDFDict
        ? descendant.lookupMaybe(name('FontDescriptor'), PDFDict)?.lookup(name('FontFile2'))
        : undefined;
    return program instanceof PDFRawStream ? decodeStream(program) : undefined;
  }
}

/** Quadratic pieces as the cubic ones of PDF; between two control points lies a point of the curve. */
function pathOf(contour: Contour, [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: number[], scale: number): string {
  type Point = [number, number];
  const place = ({ x, y }: { x: number; y: number }): Point => [
    (a * x + c * y) * scale + e,
    (b * x + d * y) * scale + f,
  ];
  const write = (...points: Point[]) =>
    points
      .flat()
      .map((value) => String(Math.round(value * 1000) / 1000))
      .join(' ');
  const middle = (p: Contour[number], q: Contour[number]) => ({ x: (p.x + q.x) / 2, y: (p.y + q.y) / 2, on: true });
  const full = contour.flatMap((point, i) => {
    const next = contour[(i + 1) % contour.length] as Contour[number];
    return !point.on && !next.on ? [point, middle(point, next)] : [point];
  });
  const first = full.findIndex((point) => point.on);
  const turned = [...full.slice(first), ...full.slice(0, first + 1)];
  const operators = [`${write(place(turned[0] as Contour[number]))} m`];
  for (let i = 1; i < turned.length; i++) {
    const [from, point] = [turned[i - 1] as Contour[number], turned[i] as Contour[number]];
    if (point.on) operators.push(`${write(place(point))} l`);
    else {
      const to = turned[++i] as Contour[number];
      const third = (p: Contour[number]) => ({
        x: p.x + (2 / 3) * (point.x - p.x),
        y: p.y + (2 / 3) * (point.y - p.y),
      });
      operators.push(`${write(place(third(from)), place(third(to)), place(to))} c`);
    }
  }
  return `${operators.join('\n')}\nh`;
}
