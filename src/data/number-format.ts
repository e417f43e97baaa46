import { isNumeric } from './number.ts';

/** 千分位 */
export type Separator = ',' | '\u202f' | '';

/** How `group=` names the separators: a comma, a thin space that does not break (GB/T 15835), none. */
export const separators: ReadonlyMap<string, Separator> = new Map([
  [',', ','],
  ['thin-space', '\u202f'],
  ['none', ''],
]);

export interface NumberFormat {
  /** Default: as written. */
  group?: Separator;
  /** Default: as written. */
  decimals?: number;
}

const parts = /^([+\-−]?)([\d,，\u00A0\u2009\u202F ]+)(?:\.(\d+))?(\s?[%％‰]?)$/;

/** A number of a data file in the format asked for, rounded half away from zero in decimal; what is no number, as it is. */
export function rewriteNumber(text: string, { group, decimals }: NumberFormat): string {
  const found = isNumeric(text) ? parts.exec(text) : null;
  if (!found || (group === undefined && decimals === undefined)) return text;
  const [, sign = '', whole = '', fraction = '', unit = ''] = found;
  const digits = whole.replace(/\D/g, '');
  const [integer, rest] = decimals === undefined ? [digits, fraction] : round(digits, fraction, decimals);
  const used = group ?? (/\D/.test(whole) ? whole.replace(/\d/g, '').charAt(0) : '');
  const grouped = integer.replace(/\B(?=(?:\d{3})+$)/g, used);
  const zero = /^0*$/.test(integer + rest);
  return `${zero ? '' : sign}${grouped}${rest && `.${rest}`}${unit}`;
}

/** On the digits: binary fractions would round 1.005 down. */
function round(integer: string, fraction: string, decimals: number): [integer: string, fraction: string] {
  const kept = `${integer}${fraction.padEnd(decimals, '0').slice(0, decimals)}`;
  const up = (fraction[decimals] ?? '0') >= '5' ? 1n : 0n;
  const all = String(BigInt(kept) + up).padStart(decimals + 1, '0');
  const whole = all.slice(0, all.length - decimals);
  return [whole.padStart(integer.length, '0'), all.slice(all.length - decimals)];
}
