import { nearest } from '../book/nearest.ts';
import type { Bilingual } from '../report/message.ts';
import { brief } from './brief.ts';
import { numberOf } from './number.ts';

export type Attributes = Record<string, string | null | undefined>;

const known = ['group', 'decimals', 'percent'];

/**
 * A value as the text shows it: as written, or, asked by attributes, a number with its digits in threes (`group`, by a
 * comma unless it says by what), with so many `decimals`, as `percent`. What cannot be done is explained.
 */
export function formatValue(value: string, attributes: Attributes): string | Bilingual {
  for (const name of Object.keys(attributes)) {
    if (known.includes(name)) continue;
    const guess = nearest(name, known);
    return {
      zh: `:data 没有“${brief(name)}”这一项。${guess ? `是不是“${guess}”？` : `可以写：${known.join('、')}。`}`,
      en: `A :data has no attribute "${brief(name)}". ${guess ? `Did you mean "${guess}"?` : `Known: ${known.join(', ')}.`}`,
    };
  }
  const { group, decimals, percent } = attributes;
  if (group === undefined && decimals === undefined && percent === undefined) return value;
  const number = numberOf(value);
  if (number === undefined) {
    return {
      zh: `“${brief(value)}”不是数，不能用 group、decimals、percent。请删去这些项，或改数据。`,
      en: `The value "${brief(value)}" is no number: group, decimals and percent cannot be used. Delete them, or mend the data.`,
    };
  }
  if (decimals !== undefined && !/^\d$/.test(decimals ?? '')) {
    return {
      zh: `decimals 不能是“${brief(decimals ?? '')}”。请写 0 到 9 的整数：小数位数。`,
      en: `The decimals cannot be "${brief(decimals ?? '')}". Write a whole number from 0 to 9.`,
    };
  }
  const separator = group === undefined ? '' : group || ',';
  if (!/^[, \u2009\u202F]?$/.test(separator)) {
    return {
      zh: `group 不能是“${brief(separator)}”。千分位可以用逗号或空格：{group=","}、{group=" "}。`,
      en: `The group cannot be "${brief(separator)}". Use a comma or a space: {group=","}, {group=" "}.`,
    };
  }
  const places = decimals === undefined ? undefined : Number(decimals);
  const [whole = '', fraction] = rounded(value, number, percent !== undefined, places).split('.');
  const sign = whole.startsWith('-') ? '−' : '';
  const digits = whole.replace('-', '');
  const grouped = separator === '' ? digits : digits.replace(/\B(?=(?:\d{3})+$)/g, separator.replace(' ', '\u202F'));
  return `${sign}${grouped}${fraction === undefined ? '' : `.${fraction}`}${percent === undefined ? '' : '%'}`;
}

/** In plain decimal digits. Without `decimals` no digit is added or lost: 0.125 → 12.5 %, and 0.1 + 0.2 is no matter here. */
function rounded(value: string, number: number, percent: boolean, decimals: number | undefined): string {
  const plain = value
    .replace(/[,，\s]/g, '')
    .replace('−', '-')
    .replace(/^\+/, '');
  const moved = percent ? movePoint(plain, 2) : plain;
  if (decimals === undefined) return moved;
  const scaled = Number(movePoint(moved, decimals));
  if (!Number.isSafeInteger(Math.round(scaled))) return number.toFixed(decimals);
  // Half away from zero, as people round (toFixed would take 1.005 for a little less).
  const whole = Math.sign(scaled) * Math.round(Math.abs(scaled));
  return movePoint(String(Object.is(whole, -0) ? 0 : whole), -decimals, decimals);
}

/** Moves the decimal point of a number in digits to the right, or to the left with at least so many digits behind it. */
function movePoint(text: string, by: number, least = 0): string {
  const sign = text.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  if (by >= 0) {
    const digits = fraction.padEnd(by, '0');
    const left = (whole + digits.slice(0, by)).replace(/^0+(?=\d)/, '');
    const right = digits.slice(by);
    return sign + left + (right ? `.${right}` : '');
  }
  const digits = whole.padStart(1 - by, '0');
  const right = digits.slice(by).padEnd(least, '0');
  return `${sign}${digits.slice(0, by)}.${right}`;
}
