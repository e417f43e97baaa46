import type { Element, ElementContent } from 'hast';
import type { AlignType } from 'mdast';

/** Sign, integer part, fraction with its point, and a short unit: −1,680.5%, 3.25 万人. Not 5G, 2024年, 3月. */
const number = /^([+\-−±]?\d[\d,，\u00A0\u2009\u202F]*)((?:\.\d+)?\s?(?:[%％‰°℃]|\p{Script=Han}{1,4})?)$/u;
const dated = /[年月日时号]$/;
const blank = /^(?:|[-–—―…]+|\.{3}|n\/a)$/i;
const year = /^(?:1[5-9]|20)\d\d$/;

type Cells = (Element | undefined)[];

/**
 * Sets the numbers of a column one above the other at their decimal points: what follows the integer part goes into a box
 * of one width for the whole column. So the text stays the number when it is copied. Columns of numbers without alignment
 * are set to the right, but not the first, nor years; a column that the author set to the left or centre stays there.
 */
export function alignDecimals(body: Cells[], head: Cells[], align: readonly AlignType[]): void {
  const width = Math.max(0, ...body.map((row) => row.length));
  for (let x = 0; x < width; x++) {
    const side = align[x] ?? null;
    if (side === 'left' || side === 'center') continue;
    const cells = body
      .map((row) => row[x])
      .filter((cell) => cell !== undefined && !cell.properties.colSpan) as Element[];
    const texts = cells.map((cell) => numberText(cell.children).trim());
    if (!texts.some((text) => number.test(text)) || !texts.every(isEntry)) continue;
    if (side === null && (x === 0 || texts.every((text) => year.test(text)))) continue;
    for (const row of [...body, ...head]) toRight(row[x]);
    const parts = texts.map((text) => number.exec(text)?.[2] ?? '');
    const room = Math.max(...parts.map(widthOf));
    if (parts.every((part) => part === parts[0])) continue;
    cells.forEach((cell, i) => {
      const text = texts[i] ?? '';
      const integer = number.exec(text)?.[1] ?? text;
      splitCell(cell, integer.length, room);
    });
  }
}

function isEntry(text: string): boolean {
  return blank.test(text) || (number.test(text) && !dated.test(text));
}

function toRight(cell: Element | undefined): void {
  if (!cell) return;
  const classes = [cell.properties.className ?? []].flat().map(String);
  if (!classes.some((name) => name.startsWith('align-'))) cell.properties.className = [...classes, 'align-right'];
}

/** Puts what stands behind the first `length` characters into a box. */
function splitCell(cell: Element, length: number, room: number): void {
  const [before, after] = splitAt(cell.children, length);
  const box: Element = {
    type: 'element',
    tagName: 'span',
    properties: { className: ['fraction'], dataWidth: `${room}em` },
    children: after,
  };
  cell.children = [...before, box];
}

function splitAt(children: ElementContent[], length: number): [ElementContent[], ElementContent[]] {
  const before: ElementContent[] = [];
  const after: ElementContent[] = [];
  let left = length;
  for (const child of children) {
    const size = numberText([child]).length;
    if (left >= size && (left > 0 || size > 0)) {
      before.push(child);
      left -= size;
    } else if (left <= 0) after.push(child);
    else if (child.type === 'text') {
      before.push({ type: 'text', value: child.value.slice(0, left) });
      after.push({ type: 'text', value: child.value.slice(left) });
      left = 0;
    } else if (child.type === 'element') {
      const [first, second] = splitAt(child.children, left);
      before.push({ ...child, children: first });
      after.push({ ...child, children: second });
      left = 0;
    }
  }
  return [before, after];
}

/** The text without note marks. */
function numberText(children: ElementContent[]): string {
  return children
    .map((child) => {
      if (child.type === 'text') return child.value;
      return child.type === 'element' && child.tagName !== 'sup' ? numberText(child.children) : '';
    })
    .join('');
}

/** About how wide a text is, in em and rather too wide: digits of bold Noto Sans are 0.58 em, Han 1 em and a gap. */
function widthOf(text: string): number {
  const widths = [...text].map((unit) => (/\d/.test(unit) ? 0.6 : /[.\s]/.test(unit) ? 0.32 : 1));
  const gap = /\p{Script=Han}/u.test(text) ? 0.15 : 0;
  return Math.round((widths.reduce((sum, each) => sum + each, 0) + gap) * 100) / 100;
}
