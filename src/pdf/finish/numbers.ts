/**
 * The numbers before an operator, read straight from the bytes: a thick book has two million, and each would else become a string
 * first. Exponents do not exist in PDF (ISO 32000-1, 7.3.3). `numbers`: where they are put, instead of in a list of their own.
 */
export function numbersOf(content: Buffer, from: number, to: number, numbers: number[] = []): number[] {
  numbers.length = 0;
  let at = from;
  while (at < to) {
    let code = content[at] as number;
    if (code !== minus && code !== plus && code !== point && !isDigit(code)) {
      at++;
      continue;
    }
    const sign = code === minus ? -1 : 1;
    if (code === minus || code === plus) code = content[++at] as number;
    let value = 0;
    for (; at < to && isDigit(code); code = content[++at] as number) value = value * 10 + (code - zero);
    if (code === point && at < to) {
      let scale = 1;
      let fraction = 0;
      for (code = content[++at] as number; at < to && isDigit(code); code = content[++at] as number) {
        fraction = fraction * 10 + (code - zero);
        scale *= 10;
      }
      value += fraction / scale;
    }
    numbers.push(sign * value);
  }
  return numbers;
}

const [minus, plus, point, zero] = [0x2d, 0x2b, 0x2e, 0x30];

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** The code of the one glyph in `<3B01>`, which is how Chromium shows nearly all text; undefined if it is written otherwise. */
export function oneCode(content: Buffer, from: number): number | undefined {
  if (content[from] !== 0x3c || content[from + 5] !== 0x3e) return undefined;
  let code = 0;
  for (let i = 1; i <= 4; i++) {
    const digit = hex[content[from + i] as number] as number;
    if (digit > 15) return undefined;
    code = code * 16 + digit;
  }
  return code;
}

const hex = new Uint8Array(256).fill(255);
for (let i = 0; i < 16; i++) {
  hex[i.toString(16).charCodeAt(0)] = i;
  hex[i.toString(16).toUpperCase().charCodeAt(0)] = i;
}
