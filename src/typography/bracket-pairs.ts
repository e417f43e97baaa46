export interface BracketPair {
  open: number;
  close: number;
}

const round = /[()（）]/g;

/** Round brackets of either width, paired; `unpaired` are those left over. */
export function pairBrackets(text: string, locked: Uint8Array): { pairs: BracketPair[]; unpaired: number[] } {
  const pairs: BracketPair[] = [];
  const unpaired: number[] = [];
  const stack: number[] = [];
  for (const { 0: bracket, index } of text.matchAll(round)) {
    if (locked[index]) continue;
    if (bracket === '(' || bracket === '（') stack.push(index);
    else {
      const open = stack.pop();
      if (open === undefined) unpaired.push(index);
      else pairs.push({ open, close: index });
    }
  }
  return { pairs, unpaired: [...unpaired, ...stack].sort((a, b) => a - b) };
}
