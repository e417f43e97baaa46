import { PDFDict, type PDFDocument, PDFRawStream } from '@cantoo/pdf-lib';
import { halfCell, wholeCell } from '../lines/marks.ts';
import { ContentWriter, decodeStream, operandsOf, pageContent } from './content-stream.ts';
import { toName } from './names.ts';
import { oneCode } from './numbers.ts';
import { type Operation, Operations } from './operations.ts';
import { readToUnicode } from './to-unicode.ts';

/** What stands in the text only for the breaking of lines: the soft hyphen that is not shown and the word joiner. */
const breakMarks: readonly string[] = ['FEFF00AD', 'FEFF2060', 'FEFF200B'];

const hex = (character: string) => character.charCodeAt(0).toString(16).toUpperCase();
const wholeCellHex = hex(wholeCell);
const spaceHex = hex('\u3000');

/**
 * Takes out of the pages what stands there only for the lines: the spaces that make up the other half of a mark's cell (lines/),
 * so that the mark alone is copied, which in the font is as wide as a cell; and word joiners and soft hyphens inside a line, for
 * which Chromium sets a space of no width, with a replacement text that not every reader heeds.
 */
export function dropLineMarks(document: PDFDocument): void {
  const { context } = document;
  const contents = new ContentWriter(context);
  const known = new Map<PDFDict, Codes>();
  for (const page of document.getPages()) {
    const fonts = page.node.Resources()?.lookupMaybe(toName('Font'), PDFDict);
    const codesOf = (key: string): Codes | undefined => {
      const font = fonts?.lookupMaybe(toName(key), PDFDict);
      if (!font) return undefined;
      const codes = known.get(font) ?? readCodes(font);
      known.set(font, codes);
      return codes;
    };
    const content = pageContent(context, page.node.get(toName('Contents')));
    const cleaned = clean(content, codesOf);
    if (cleaned) contents.replace(page, cleaned);
  }
  contents.finish();
  for (const font of known.keys()) renameWholeCells(document, font);
}

interface Codes {
  halfCells: ReadonlySet<number>;
  spaces: ReadonlySet<number>;
}

function readCodes(font: PDFDict): Codes {
  const map = font.lookup(toName('ToUnicode'));
  const texts = map instanceof PDFRawStream ? [...readToUnicode(decodeStream(map))] : [];
  const of = (wanted: string) => new Set(texts.filter(([, text]) => text === wanted).map(([code]) => code));
  return { halfCells: of(halfCell), spaces: of(' ') };
}

interface Cut {
  start: number;
  end: number;
  /** What comes in its place. */
  by?: string;
}

/** The content without them; undefined if there are none. */
function clean(content: Buffer, codesOf: (font: string) => Codes | undefined): Buffer | undefined {
  const cuts: Cut[] = [];
  let codes: Codes | undefined;
  let size = 0;
  let open: Operation[] | undefined;
  const operation = new Operations(content);
  while (operation.next()) {
    const { operator, start, at, end } = operation;
    if (operator === 'Tj') {
      if (open) open.push({ operator, start, at, end });
      else if (codes && codes.halfCells.size > 0) {
        // Nearly all text is shown glyph by glyph.
        const alone = oneCode(content, start);
        if (alone === undefined) cuts.push(...cutHalfCells(content, operation, codes, size));
        else if (codes.halfCells.has(alone)) cuts.push({ start, end });
      }
    } else if (operator === 'Tf') {
      const [key, points] = operandsOf(content, operation);
      codes = codesOf(String(key).slice(1));
      size = Number(points);
    } else if (operator === 'BDC') {
      const text = content.toString('latin1', start, at);
      open = breakMarks.some((mark) => text.includes(`/ActualText <${mark}>`))
        ? [{ operator, start, at, end }]
        : undefined;
      if (text.includes(`<FEFF${wholeCellHex}>`))
        cuts.push({ start, end: at, by: text.replace(wholeCellHex, spaceHex) });
    } else if (operator === 'EMC') {
      if (open?.slice(1).every((shown) => isSpace(content, shown, codes))) cuts.push(...open, { start, end });
      open = undefined;
    }
  }
  if (cuts.length === 0) return undefined;
  const parts: Buffer[] = [];
  let at = 0;
  for (const { start, end, by } of cuts) {
    parts.push(content.subarray(at, start), Buffer.from(by ?? '', 'latin1'));
    at = end;
  }
  return Buffer.concat([...parts, content.subarray(at)]);
}

/**
 * Chromium sets glyph by glyph, each by its place on the page (`Td`), unless several are as wide as the font says: so a half
 * cell mostly stands in a string alone, or at its start or end, as the mark beside it is narrower than the font says.
 */
function cutHalfCells(content: Buffer, operation: Operation, { halfCells }: Codes, size: number): Cut[] {
  const [shown] = operandsOf(content, operation);
  if (!(shown instanceof Buffer) || shown.length % 2 !== 0) return [];
  const all = Array.from({ length: shown.length / 2 }, (_, i) => shown.readUInt16BE(i * 2));
  if (!all.some((code) => halfCells.has(code))) return [];
  const { start, end } = operation;
  const first = all.findIndex((code) => !halfCells.has(code));
  if (first < 0) return [{ start, end }];
  const last = all.findLastIndex((code) => !halfCells.has(code));
  const kept = all.slice(first, last + 1);
  const glyph = (code: number) => code.toString(16).toUpperCase().padStart(4, '0');
  // In an array of strings a number moves back what follows, in thousandths of the type size.
  const inner = kept.map((code) => (halfCells.has(code) ? '> -500 <' : glyph(code))).join('');
  const show = kept.some((code) => halfCells.has(code)) ? `[<${inner}>] TJ` : `<${inner}> Tj`;
  const shift = first * (size / 2);
  return [{ start, end, by: shift === 0 ? show : `${shift} 0 Td ${show} ${-shift} 0 Td` }];
}

function isSpace(content: Buffer, operation: Operation, codes: Codes | undefined): boolean {
  const [shown] = operandsOf(content, operation);
  return shown instanceof Buffer && shown.length === 2 && (codes?.spaces.has(shown.readUInt16BE(0)) ?? false);
}

/** The author's ideographic space was set as an em space, which has the same glyph. */
function renameWholeCells({ context }: PDFDocument, font: PDFDict): void {
  const ref = font.get(toName('ToUnicode'));
  const map = ref && context.lookup(ref);
  if (!(map instanceof PDFRawStream)) return;
  const text = decodeStream(map).toString('latin1');
  const renamed = text.replaceAll(`> <${wholeCellHex}>\n`, `> <${spaceHex}>\n`);
  if (renamed === text) return;
  font.set(toName('ToUnicode'), context.register(context.stream(renamed)));
  context.delete(ref as never);
}
