import { expect, it } from 'vitest';
import { isNumeric, numberOf } from '../../src/data/number.ts';

it.each([
  ['680', 680],
  ['-1.5', -1.5],
  ['−3', -3],
  ['12,345.60', 12345.6],
  ['1，234', 1234],
  ['1 234', 1234],
])('reads %s as a number', (text, value) => {
  expect(isNumeric(text)).toBe(true);
  expect(numberOf(text)).toBe(value);
});

it.each(['', '约 3', '12,34', '1.2.3', '3家', '2024-01', '0x10', '1e5', 'Infinity'])(
  'takes %j for no number',
  (text) => {
    expect(isNumeric(text)).toBe(false);
    expect(numberOf(text)).toBeUndefined();
  },
);

it('takes a percentage for a number in a table only', () => {
  expect(isNumeric('12.5%')).toBe(true);
  expect(numberOf('12.5%')).toBeUndefined();
});
