import { indexAfter, indexBefore, kindAt } from './neighbours.ts';

export interface QuotePair {
  open: number;
  close: number;
  /** 1 is the outermost. */
  depth: number;
}

export interface Quotes {
  pairs: QuotePair[];
  /** The first mark without a partner. */
  unpaired?: number;
}

type Family = 'double' | 'single' | 'corner' | 'white' | 'half' | 'straight' | 'prime';

const signs: Record<string, [Family, 'open' | 'close' | 'either']> = {
  '“': ['double', 'open'],
  '”': ['double', 'close'],
  '‘': ['single', 'open'],
  '’': ['single', 'close'],
  '「': ['corner', 'open'],
  '」': ['corner', 'close'],
  '『': ['white', 'open'],
  '』': ['white', 'close'],
  '｢': ['half', 'open'],
  '｣': ['half', 'close'],
  '"': ['straight', 'either'],
  "'": ['prime', 'either'],
};
const anySign = /["'“”‘’「」『』｢｣]/g;

interface Sign {
  at: number;
  family: Family;
  side: 'open' | 'close' | 'either';
}

/**
 * Pairs the quotation marks of a paragraph. Apostrophes, feet and inches are not quotation marks. If the directions of
 * curly marks make no sense but their number is even, they are taken in turn; if a mark is left over, nothing is paired.
 */
export function pairQuotes(text: string, locked: Uint8Array): Quotes {
  const found: Sign[] = [];
  const open = new Set<Family>();
  for (const { 0: character, index: at } of text.matchAll(anySign)) {
    const [family, side] = signs[character] ?? ['straight', 'either'];
    if (locked[at] || isApostrophe(text, at, character, open)) continue;
    if (side === 'open' || (side === 'either' && !open.has(family))) open.add(family);
    else open.delete(family);
    found.push({ at, family, side });
  }
  const pairs = pair(found);
  if (Array.isArray(pairs)) return { pairs };
  const inTurn = pair(found.map((sign) => (sign.family === 'double' ? { ...sign, side: 'either' } : sign)));
  const sensible = Array.isArray(inTurn) && inTurn.every(({ open, close }) => close > open + 1);
  return sensible ? { pairs: inTurn } : { pairs: [], unpaired: pairs };
}

/** The pairs, or the place of the first mark that has no partner. */
function pair(found: readonly Sign[]): QuotePair[] | number {
  const pairs: QuotePair[] = [];
  const stack: Sign[] = [];
  for (const sign of found) {
    const top = stack.at(-1);
    const closes =
      sign.side === 'close' || (sign.side === 'either' && stack.some((other) => other.family === sign.family));
    if (!closes) {
      stack.push(sign);
      continue;
    }
    if (!top || top.family !== sign.family) return sign.side === 'close' ? sign.at : (top?.at ?? sign.at);
    stack.pop();
    pairs.push({ open: top.at, close: sign.at, depth: stack.length + 1 });
  }
  return stack[0]?.at ?? pairs;
}

/** It's, dogs’, '90s, 6.7", 5'10", and single marks that no Chinese text touches. */
function isApostrophe(text: string, at: number, character: string, open: ReadonlySet<Family>): boolean {
  const before = kindAt(text, indexBefore(text, at));
  const after = kindAt(text, indexAfter(text, at + 1));
  if (character === '"') return before === 'digit' && !open.has('straight');
  if (character !== "'" && character !== '’') return false;
  if (before === 'latin' && (after === 'latin' || after === 'digit')) return true;
  if (character === '’') return before === 'latin' && !open.has('single');
  if (before === 'digit' && !open.has('prime')) return true;
  if (open.has('prime')) return false;
  return (
    before === 'latin' ||
    (before === 'none' ? after !== 'wide' && after !== 'latin' : /\s/.test(text[at - 1] ?? '') && after !== 'wide')
  );
}
