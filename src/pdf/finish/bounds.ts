import { PDFArray, PDFDict, type PDFObject, PDFRawStream } from '@cantoo/pdf-lib';
import { decodeStream, type Operand, operandsOf } from './content-stream.ts';
import { identity, type Matrix, multiply, toMatrix } from './matrix.ts';
import { toName } from './names.ts';
import { operations } from './operations.ts';

type Box = [number, number, number, number];

/** The box, in points of the page, of each piece of marked content: left, bottom, right, top. Text counts by its baseline and size. */
export function boundsOfMarks(content: Buffer, resources: PDFDict | undefined): Map<number, Box> {
  const boxes = new Map<number, Box>();
  walk(content, resources, identity, undefined, boxes, 0);
  return boxes;
}

interface State {
  matrix: Matrix;
  clip: Box;
}

const everything: Box = [-1e6, -1e6, 1e6, 1e6];

function walk(
  content: Buffer,
  resources: PDFDict | undefined,
  base: Matrix,
  outer: number | undefined,
  boxes: Map<number, Box>,
  depth: number,
): void {
  let state: State = { matrix: base, clip: everything };
  const saved: State[] = [];
  const marks: (number | undefined)[] = [outer];
  let points: number[] = [];
  let clips = false;
  let text: Matrix = identity;
  let line: Matrix = identity;
  let size = 0;
  const add = (corners: number[]) => {
    const mcid = marks.findLast((mark) => mark !== undefined);
    if (mcid === undefined || corners.length === 0) return;
    const box = intersect(boxOf(corners), state.clip);
    const before = boxes.get(mcid);
    if (box[0] > box[2] || box[1] > box[3]) return;
    boxes.set(mcid, before ? unite(before, box) : box);
  };
  for (const operation of operations(content)) {
    const { operator } = operation;
    if (operator === 'q') saved.push(state);
    else if (operator === 'Q') state = saved.pop() ?? state;
    else if (operator === 'EMC') marks.pop();
    else if (operator === 'BMC') marks.push(undefined);
    else if (!wanted.has(operator)) continue;
    else {
      const operands = operandsOf(content, operation);
      const n = operands.map((each) => (typeof each === 'number' ? each : 0));
      switch (operator) {
        case 'BDC': {
          const mcid = operands[1] instanceof Map ? operands[1].get('/MCID') : undefined;
          marks.push(typeof mcid === 'number' ? mcid : undefined);
          break;
        }
        case 'cm':
          state = { ...state, matrix: multiply(toMatrix(n), state.matrix) };
          break;
        case 're': {
          const [x = 0, y = 0, w = 0, h = 0] = n;
          points.push(...map(state.matrix, [x, y, x + w, y, x, y + h, x + w, y + h]));
          break;
        }
        case 'm':
        case 'l':
        case 'c':
        case 'v':
        case 'y':
          points.push(...map(state.matrix, n));
          break;
        case 'W':
        case 'W*':
          clips = true;
          break;
        case 'BT':
          text = identity;
          line = identity;
          break;
        case 'Tf':
          size = n[1] ?? 0;
          break;
        case 'Tm':
          text = toMatrix(n);
          line = text;
          break;
        case 'Td':
          line = multiply([1, 0, 0, 1, n[0] ?? 0, n[1] ?? 0], line);
          text = line;
          break;
        case 'Tj':
          add(
            map(multiply(text, state.matrix), [0, 0, lengthOf(operands[0]) * size, 0, 0, size * 0.88, 0, -size * 0.12]),
          );
          break;
        case 'Do': {
          const object = resources
            ?.lookupMaybe(toName('XObject'), PDFDict)
            ?.lookup(toName(String(operands[0]).slice(1)));
          if (!(object instanceof PDFRawStream)) break;
          if (object.dict.get(toName('Subtype')) !== toName('Form')) add(map(state.matrix, [0, 0, 1, 0, 0, 1, 1, 1]));
          else if (depth < 12) {
            const inner = object.dict.lookupMaybe(toName('Resources'), PDFDict);
            const matrix = multiply(numbers(object.dict.lookup(toName('Matrix')), identity), state.matrix);
            walk(
              decodeStream(object),
              inner,
              matrix,
              marks.findLast((mark) => mark !== undefined),
              boxes,
              depth + 1,
            );
          }
          break;
        }
        default: {
          // The end of a path: painted, or only to clip what follows.
          if (operator !== 'n') add(points);
          if (clips && points.length > 0) state = { ...state, clip: intersect(boxOf(points), state.clip) };
          points = [];
          clips = false;
        }
      }
    }
  }
}

const wanted: ReadonlySet<string> = new Set(
  'BDC cm re m l c v y W W* BT Tf Tm Td Tj Do n f F f* S s B B* b b*'.split(' '),
);

/** Number of glyphs of two bytes each, as Chromium shows them: an em each is the most that they take. */
function lengthOf(operand: Operand | undefined): number {
  return operand instanceof Buffer ? operand.length / 2 : 0;
}

function map([a, b, c, d, e, f]: Matrix, points: number[]): number[] {
  const mapped: number[] = [];
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [x, y] = [points[i] as number, points[i + 1] as number];
    mapped.push(a * x + c * y + e, b * x + d * y + f);
  }
  return mapped;
}

function boxOf(points: number[]): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [x, y] = [points[i] as number, points[i + 1] as number];
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }
  return box;
}

function unite(a: Box, b: Box): Box {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

function intersect(a: Box, b: Box): Box {
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
}

function numbers(value: PDFObject | undefined, otherwise: Matrix): Matrix {
  if (!(value instanceof PDFArray)) return otherwise;
  return toMatrix(value.asArray().map(String));
}
