import { expect, it } from 'vitest';
import { roman } from '../../src/pdf/roman.ts';

it.each([
  [1, 'i'],
  [3, 'iii'],
  [4, 'iv'],
  [8, 'viii'],
  [9, 'ix'],
  [14, 'xiv'],
  [40, 'xl'],
  [49, 'xlix'],
  [90, 'xc'],
  [400, 'cd'],
  [944, 'cmxliv'],
  [1999, 'mcmxcix'],
  [0, ''],
])('%d is %s', (value, text) => expect(roman(value)).toBe(text));

it('gives every number to 3999 its own numeral, of at most three equal letters in a row', () => {
  const all = Array.from({ length: 3999 }, (_, i) => roman(i + 1));
  expect(new Set(all).size).toBe(3999);
  expect(all.filter((text) => /([ixc])\1{3}|([vld])\2|m{4}/.test(text))).toEqual([]);
});
