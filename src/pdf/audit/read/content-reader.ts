import { PDFDict, PDFNumber, PDFRawStream } from '@cantoo/pdf-lib';
import { decodeStream, type Operand, operandsOf } from '../../finish/content-stream.ts';
import { identity, type Matrix, multiply, toMatrix } from '../../finish/matrix.ts';
import { toName } from '../../finish/names.ts';
import { numbersOf, oneCode } from '../../finish/numbers.ts';
import { Operations } from '../../finish/operations.ts';
import { type Box, extent, intersection } from './box.ts';
import { type PageFont, readFont } from './font.ts';
import type { Glyph, Paint } from './painted.ts';
import type { Writing } from './place.ts';
import { glyphAt, goOn, type State } from './place-glyph.ts';
import type { Owner } from './structure.ts';

interface Mark {
  artifact: boolean;
  owner: Owner | undefined;
}

/** What has nothing but numbers for operands. */
const numeric: ReadonlySet<string> = new Set('cm Tc Tw Tz TL Ts Tr Tm Td TD re m l c v y'.split(' '));
/** The operators that place something, or matter to what does; the others are of colour and the like. */
const placing: ReadonlySet<string> = new Set([
  ...numeric,
  ...'q Q BT Tf T* Tj TJ \' " BMC BDC EMC Do BI W W* h f F f* S s B B* b b* n'.split(' '),
]);
const fills: ReadonlySet<string> = new Set(['f', 'F', 'f*', 'S', 's', 'B', 'B*', 'b', 'b*']);

/** A machine for the operators that place text and shapes (ISO 32000-1, 8 and 9). */
export class ContentReader {
  readonly glyphs: Glyph[] = [];
  readonly paints: Paint[] = [];
  private readonly owners: ReadonlyMap<number, Owner>;
  private readonly fonts: Map<PDFDict, PageFont>;
  private readonly marks: Mark[] = [];
  private readonly writing: Writing;
  private depth = 0;

  constructor(owners: ReadonlyMap<number, Owner>, fonts: Map<PDFDict, PageFont>, writing: Writing) {
    this.owners = owners;
    this.fonts = fonts;
    this.writing = writing;
  }

  read(content: Buffer, resources: PDFDict | undefined, matrix: Matrix, clip: Box): void {
    let state: State = {
      matrix,
      clip,
      font: undefined,
      size: 0,
      charSpace: 0,
      wordSpace: 0,
      scale: 1,
      leading: 0,
      rise: 0,
      mode: 0,
    };
    const stack: State[] = [];
    const opened = this.marks.length;
    // Changed in place: a thick book has a million glyphs.
    const text = Float64Array.from(identity);
    const line = Float64Array.from(identity);
    let path: number[] = [];
    let clipping = false;
    const move = (x: number, y: number) => {
      const at = line as unknown as Matrix;
      line[4] = x * at[0] + y * at[2] + at[4];
      line[5] = x * at[1] + y * at[3] + at[5];
      text.set(line);
    };
    const begin = (matrix: Matrix) => {
      line.set(matrix);
      text.set(matrix);
    };
    const operation = new Operations(content);
    const numbers: number[] = [];
    while (operation.next()) {
      const { operator } = operation;
      if (!placing.has(operator)) continue;
      if (operator === 'Tj' && state.font?.bytes === 2) {
        const code = oneCode(content, operation.start);
        if (code !== undefined) {
          this.showCode(code, state.font, text, state);
          continue;
        }
      }
      const values: Operand[] = numeric.has(operator)
        ? numbersOf(content, operation.start, operation.at, numbers)
        : operandsOf(content, operation);
      const n = (i: number) => Number(values[i]);
      switch (operator) {
        // Nearly every second one: Chromium places each glyph by itself.
        case 'Td':
          move(n(0), n(1));
          break;
        case 'q':
          stack.push(state);
          state = { ...state };
          break;
        case 'Q':
          state = stack.pop() ?? state;
          break;
        case 'cm':
          state.matrix = multiply(toMatrix(values), state.matrix);
          break;
        case 'BT':
          begin(identity);
          break;
        case 'Tf':
          state.font = this.fontOf(values[0], resources);
          state.size = n(1);
          break;
        case 'Tc':
          state.charSpace = n(0);
          break;
        case 'Tw':
          state.wordSpace = n(0);
          break;
        case 'Tz':
          state.scale = n(0) / 100;
          break;
        case 'TL':
          state.leading = n(0);
          break;
        case 'Ts':
          state.rise = n(0);
          break;
        case 'Tr':
          state.mode = n(0);
          break;
        case 'Tm':
          begin(toMatrix(values));
          break;
        case 'TD':
          state.leading = -n(1);
          move(n(0), n(1));
          break;
        case 'T*':
          move(0, -state.leading);
          break;
        case 'Tj':
        case 'TJ':
          this.show(values, text, state);
          break;
        case "'":
        case '"':
          if (operator === '"') [state.wordSpace, state.charSpace] = [n(0), n(1)];
          move(0, -state.leading);
          this.show(values.slice(-1), text, state);
          break;
        case 'BMC':
        case 'BDC':
          this.marks.push(this.markOf(values, resources));
          break;
        case 'EMC':
          if (this.marks.length > opened) this.marks.pop();
          break;
        case 'Do':
          this.paintObject(values[0], resources, state);
          break;
        case 'BI':
          this.paint('picture', [0, 0, 1, 1], state);
          break;
        case 're':
          path.push(n(0), n(1), n(0) + n(2), n(1) + n(3));
          break;
        case 'm':
        case 'l':
        case 'c':
        case 'v':
        case 'y':
          for (const value of values) path.push(Number(value));
          break;
        case 'W':
        case 'W*':
          clipping = true;
          break;
        default:
          if (fills.has(operator) || operator === 'n') {
            if (clipping) state.clip = intersection(state.clip, extent(path, state.matrix));
            else if (operator !== 'n') this.paint('shape', path, state);
            path = [];
            clipping = false;
          }
      }
    }
    this.marks.length = opened;
  }

  private show(values: Operand[], text: Float64Array, state: State): void {
    const { font } = state;
    if (!font) return;
    for (const piece of values.flat()) {
      if (typeof piece === 'number') goOn(text, (-piece / 1000) * state.size * state.scale);
      if (!(piece instanceof Buffer)) continue;
      for (let i = 0; i + font.bytes <= piece.length; i += font.bytes) {
        const code = font.bytes === 2 ? piece.readUInt16BE(i) : (piece[i] as number);
        this.showCode(code, font, text, state);
      }
    }
  }

  private showCode(code: number, font: PageFont, text: Float64Array, state: State): void {
    const width = font.widthOf(code) * state.size;
    if (state.mode !== 3) this.glyphs.push(glyphAt({ code, font, width }, text, state, this.mark(), this.writing));
    const space = state.charSpace + (font.bytes === 1 && code === 32 ? state.wordSpace : 0);
    goOn(text, (width + space) * state.scale);
  }

  private paint(kind: Paint['kind'], points: readonly number[], { matrix, clip }: State): void {
    if (points.length === 0) return;
    const box = intersection(clip, extent(points, matrix));
    if (box.right < box.left || box.bottom < box.top) return;
    this.paints.push({ kind, ...box, owner: this.mark().owner });
  }

  private paintObject(operand: Operand | undefined, resources: PDFDict | undefined, state: State): void {
    const object = entry(resources, 'XObject', operand);
    if (!(object instanceof PDFRawStream)) return;
    if (object.dict.lookup(toName('Subtype')) !== toName('Form')) {
      this.paint('picture', [0, 0, 1, 1], state);
      return;
    }
    if (this.depth > 20) return;
    const own = object.dict.lookup(toName('Matrix'));
    const numbers = (value: unknown) =>
      value && typeof value === 'object' && 'asArray' in value
        ? (value as { asArray(): unknown[] }).asArray().map((each) => (each instanceof PDFNumber ? each.asNumber() : 0))
        : [];
    const inner = own ? multiply(toMatrix(numbers(own)), state.matrix) : state.matrix;
    const bounds = numbers(object.dict.lookup(toName('BBox')));
    const clip = bounds.length === 4 ? intersection(state.clip, extent(bounds, inner)) : state.clip;
    const inside = object.dict.lookup(toName('Resources'));
    this.depth++;
    this.read(decodeStream(object), inside instanceof PDFDict ? inside : resources, inner, clip);
    this.depth--;
  }

  private mark(): Mark {
    return this.marks.at(-1) ?? { artifact: false, owner: undefined };
  }

  private markOf([tag, properties]: Operand[], resources: PDFDict | undefined): Mark {
    const outer = this.mark();
    if (tag === '/Artifact' || outer.artifact) return { artifact: true, owner: undefined };
    const named = typeof properties === 'string' ? entry(resources, 'Properties', properties) : undefined;
    const listed = named instanceof PDFDict ? named.lookup(toName('MCID')) : undefined;
    const mcid = properties instanceof Map ? properties.get('/MCID') : (listed as PDFNumber | undefined)?.asNumber();
    return typeof mcid === 'number' ? { artifact: false, owner: this.owners.get(mcid) } : outer;
  }

  private fontOf(operand: Operand | undefined, resources: PDFDict | undefined): PageFont | undefined {
    const dict = entry(resources, 'Font', operand);
    if (!(dict instanceof PDFDict)) return undefined;
    const known = this.fonts.get(dict) ?? readFont(dict);
    this.fonts.set(dict, known);
    return known;
  }
}

function entry(resources: PDFDict | undefined, kind: string, name: Operand | undefined) {
  const list = resources?.lookup(toName(kind));
  return list instanceof PDFDict && typeof name === 'string' ? list.lookup(toName(name.slice(1))) : undefined;
}
