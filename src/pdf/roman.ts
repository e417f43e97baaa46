const numerals: [number, string][] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

/** 4 → iv. For folios of the front matter. */
export function roman(value: number): string {
  let rest = value;
  let text = '';
  for (const [size, numeral] of numerals) {
    while (rest >= size) {
      text += numeral;
      rest -= size;
    }
  }
  return text;
}

/** iv → 4; undefined for what `roman` does not write. */
export function fromRoman(text: string): number | undefined {
  let value = 0;
  let at = 0;
  for (const [size, numeral] of numerals) {
    while (text.startsWith(numeral, at)) {
      value += size;
      at += numeral.length;
    }
  }
  return value > 0 && roman(value) === text ? value : undefined;
}
