import { PDFArray, PDFDict, PDFNumber, type PDFPage } from '@cantoo/pdf-lib';
import type { PageGeometry } from '../../template/grid.ts';
import { operandsOf, operations, pageContent } from '../finish/content-stream.ts';
import { toName } from '../finish/names.ts';
import type { PageInfo } from '../pages.ts';
import type { Relocator } from './relocatable.ts';
import { array, decimal, reference } from './syntax.ts';

/** A page without what its place in the book decides: parent, paper, furniture. */
export interface CompiledPage {
  /** Its number among the part's objects. */
  number: number;
  /** Width and height of the paper in points. */
  width: number;
  height: number;
  /** Where the text area begins, in points from the left edge of the paper; undefined if that is not known. */
  left: number | undefined;
  /** References to the streams that paint it. */
  contents: string[];
  /** Entries of the page, relocatable, without those that are written here. */
  entries: string;
  /** Entries of its Resources, without XObject. */
  resources: string;
  /** Entries of XObject: pictures and forms that the page paints by name. */
  drawings: string;
}

/** What a page of the book has besides the part's page. */
export interface PagePlace {
  parent: number;
  /** Points by which the paper lies further right under the text, on a page of the other side. */
  shift: number;
  /** Points by which the part was printed wider than the book's paper. */
  spare: number;
  /** Object numbers of the streams before and after the part's own. */
  before: number;
  after: number;
  /** The form with its running head and folio. */
  furniture: number | undefined;
}

/** Name by which a page paints its furniture; Chromium's names are a letter and a number. */
export const furnitureName = 'Furniture';

const written = ['Parent', 'MediaBox', 'Resources', 'Contents'];

export function compilePage({ ref, node }: PDFPage, relocator: Relocator): CompiledPage {
  const [left = 0, bottom = 0, right = 0, top = 0] = boxOf(node);
  if (left !== 0 || bottom !== 0) throw new Error('the paper of a page does not begin at 0');
  const given = node.get(toName('Contents'));
  const resolved = node.lookup(toName('Contents'));
  const contents = resolved instanceof PDFArray ? resolved.asArray() : given && resolved ? [given] : [];
  const resources = node.Resources();
  const drawings = resources?.lookupMaybe(toName('XObject'), PDFDict);
  return {
    number: relocator.numberOf(ref),
    width: right,
    height: top,
    left: leftOf(pageContent(node.context, given)),
    contents: contents.map((each) => relocator.write(each)),
    entries: relocator.entries(node, written),
    resources: resources ? relocator.entries(resources, ['XObject', 'ProcSet']) : '',
    drawings: drawings ? relocator.entries(drawings) : '',
  };
}

/**
 * Chromium turns each page over, makes it smaller, and cuts off what lies outside the text area: `.24 0 0 -.24 0 842 cm q
 * 378 353 1748 2775 re W* n`. Pictures are cut to their own size: on a page that begins with one, the text behind it tells.
 */
function leftOf(content: Buffer): number | undefined {
  let unit: number | undefined;
  let left: number | undefined;
  let box: number | undefined;
  let moved = false;
  const saved: boolean[] = [];
  for (const operation of operations(content)) {
    const { operator } = operation;
    if (operator === 'q') saved.push(moved);
    else if (operator === 'Q') moved = saved.pop() ?? false;
    else if (operator === 'cm') {
      if (unit !== undefined) moved = true;
      unit ??= Number(operandsOf(content, operation)[0]);
    } else if (operator === 're') box = moved ? undefined : Number(operandsOf(content, operation)[0]);
    else if (operator.startsWith('W') && box !== undefined) left = Math.min(left ?? box, box);
    else if (operator === 'BT') break;
  }
  return left !== undefined && unit ? left * unit : undefined;
}

/** Points in a millimetre. */
const point = 72 / 25.4;

/** The browser sets margins in whole pixels, 0.75 pt, and in vertical writing the width of the text area as well (0.89 pt seen). */
const rounding = 1;

/**
 * Points by which the paper is to lie further right under the text. Pages are printed as rectos; on a verso inner and outer
 * margin change places. A page with margins of its own, such as the cover, is as wide on either side, and stays.
 */
export function shiftFor({ left }: CompiledPage, side: PageInfo['side'], { margins, binding }: PageGeometry): number {
  if (left === undefined) return 0;
  const { inner, outer } = margins;
  const off = (margin: number) => Math.abs(margin * point - left);
  const printed = off(inner) <= off(outer) ? inner : outer;
  const spineAtLeft = (side === 'recto') === (binding === 'left');
  const wanted = spineAtLeft ? inner : outer;
  return off(printed) <= rounding ? (printed - wanted) * point : 0;
}

/** Points by which a page with notes beside its text was printed wider, at the spine (see ../../template/side-notes.ts). */
export function spareOf({ width }: CompiledPage, paper: PageGeometry): number {
  const spare = width - paper.width * point;
  return spare > rounding ? spare : 0;
}

/** Points from the left edge of what was printed to the left edge of the paper that it is to stand on. */
export function offsetOf(page: CompiledPage, side: PageInfo['side'], paper: PageGeometry): number {
  return spareOf(page, paper) + shiftFor(page, side, paper);
}

/** The page in its place. The graphics state that its content leaves is closed before the furniture is laid over it. */
export function pageText(
  { width, height, contents, entries, resources, drawings }: CompiledPage,
  place: PagePlace,
): string {
  const { parent, shift, before, after, furniture } = place;
  const laid = furniture === undefined ? drawings : `${drawings}/${furnitureName} ${reference(furniture)}`;
  const inside = laid === '' ? resources : `${resources}/XObject <<${laid}>>`;
  const streams =
    contents.length === 0 && furniture === undefined ? [] : [reference(before), ...contents, reference(after)];
  const painted = streams.length === 0 ? '' : `/Contents ${array(streams)}`;
  return `<<${entries}/Parent ${reference(parent)}/MediaBox ${paper(width - place.spare, height, shift)}/Resources <<${inside}>>${painted}>>`;
}

/** A page with nothing on it. */
export function blankPage({ width, height }: { width: number; height: number }, parent: number): string {
  return `<</Type /Page/Parent ${reference(parent)}/MediaBox ${paper(width, height, 0)}/Resources <<>>>>`;
}

/** The margins change sides when the paper is moved under the text, and the text stays as it is. */
function paper(width: number, height: number, shift: number): string {
  return array([decimal(shift), 0, decimal(width + shift), decimal(height)]);
}

function boxOf(node: PDFDict): number[] {
  const box = node.lookup(toName('MediaBox'));
  if (!(box instanceof PDFArray)) throw new Error('a page does not say how large its paper is');
  return box.asArray().map((value) => {
    const number = node.context.lookup(value);
    return number instanceof PDFNumber ? number.asNumber() : 0;
  });
}
