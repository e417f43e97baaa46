const digits = '零一二三四五六七八九';
const units = ['', '十', '百', '千'];

/** 1 → 一, 12 → 十二, 105 → 一百零五. Whole numbers from 1 to 9999; others stay in digits. */
export function chineseNumber(value: number): string {
  if (!Number.isInteger(value) || value < 1 || value > 9999) return String(value);
  const places = [...String(value)].map(Number);
  let text = '';
  let zero = false;
  for (const [i, digit] of places.entries()) {
    if (digit === 0) {
      zero = true;
      continue;
    }
    if (zero) text += '零';
    zero = false;
    text += `${digits[digit]}${units[places.length - 1 - i]}`;
  }
  return value >= 10 && value < 20 ? text.slice(1) : text;
}
