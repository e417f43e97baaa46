import { PDFArray, PDFDict, PDFNumber, type PDFPage } from '@cantoo/pdf-lib';
import { operandsOf, pageContent } from '../finish/content-stream.ts';
import { toName } from '../finish/names.ts';
import { operations } from '../finish/operations.ts';
import type { CompiledPage } from './pages.ts';
import type { Relocator } from './relocator.ts';

/** Entries of a page that are written where it is put in its place. */
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

function boxOf(node: PDFDict): number[] {
  const box = node.lookup(toName('MediaBox'));
  if (!(box instanceof PDFArray)) throw new Error('a page does not say how large its paper is');
  return box.asArray().map((value) => {
    const number = node.context.lookup(value);
    return number instanceof PDFNumber ? number.asNumber() : 0;
  });
}
