import type { Element, ElementContent } from 'hast';
import { toString as textOf } from 'hast-util-to-string';

/** A longer gloss is set in one line of small type: two lines of it would be too wide to stand unbroken in a line. In cells. */
const longest = 24;
/** How much wider one line may be than the other. In cells. */
const unevenness = 2;

/**
 * The content of a 夹注: two lines within one (双行夹注), the first as long as the second or a little longer. In reading
 * order, so that copying and speaking it out give the text. What is too long or does not part evenly stays one line.
 */
export function glossLines(content: ElementContent[]): ElementContent[] {
  const total = content.reduce((sum, node) => sum + widthOf(node), 0);
  if (total < 2 || total > longest) return content;
  let best: { node: number; at: number; difference: number } | undefined;
  let before = 0;
  content.forEach((node, i) => {
    for (const at of breaksIn(node, content[i - 1])) {
      const left = before + width(node.type === 'text' ? node.value.slice(0, at) : '');
      const difference = Math.abs(2 * left - total) + (2 * left < total ? 0.25 : 0);
      if (!best || difference < best.difference) best = { node: i, at, difference };
    }
    before += widthOf(node);
  });
  if (!best || best.difference > unevenness + 0.25) return content;
  const { node: index, at } = best;
  const middle = content[index];
  if (middle?.type !== 'text') return [halves(content.slice(0, index), content.slice(index))];
  // A space between the lines stays with the first: where they run on it is needed.
  const cut = at + (/^ */.exec(middle.value.slice(at))?.[0].length ?? 0);
  const [first, second] = [middle.value.slice(0, cut), middle.value.slice(cut)];
  return [
    halves(
      [...content.slice(0, index), { type: 'text', value: first }],
      [{ type: 'text', value: second }, ...content.slice(index + 1)],
    ),
  ];
}

function halves(...lines: ElementContent[][]): Element {
  return span('halves', ...lines.map((line) => span('half', ...line)));
}

function span(className: string, ...children: ElementContent[]): Element {
  return { type: 'element', tagName: 'span', properties: { className: [className] }, children };
}

/** Marks that may not begin a line, and those that may not end one (CLREQ, line adjustment). */
const noStart = /^[，。、；：？！）》〉」』】〕”’…—·～%‰]/u;
const noEnd = /[（《〈「『【〔“‘]$/u;
const letter = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}\p{M}]/u;

/** Where the second line may begin in a node: 0 is before it. Other nodes than text are whole. */
function* breaksIn(node: ElementContent, previous: ElementContent | undefined): Generator<number> {
  const text = node.type === 'text' ? node.value : textOf(node as Element);
  const head = previous ? textOf(previous as Element) : '';
  if (previous && mayBreak(head, text)) yield 0;
  if (node.type !== 'text') return;
  let at = 0;
  for (const character of text) {
    at += character.length;
    if (at < text.length && mayBreak(text.slice(0, at), text.slice(at))) yield at;
  }
}

function mayBreak(before: string, after: string): boolean {
  if (noStart.test(after) || noEnd.test(before)) return false;
  const [last, first] = [[...before].at(-1) ?? '', [...after][0] ?? ''];
  return !(letter.test(last) && letter.test(first));
}

function widthOf(node: ElementContent): number {
  return width(textOf(node as Element));
}

/** In cells of one Han character. */
function width(text: string): number {
  let cells = 0;
  for (const character of text) cells += character < '\u2000' ? 0.5 : 1;
  return cells;
}
