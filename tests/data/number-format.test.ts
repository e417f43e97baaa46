import { expect, it } from 'vitest';
import { rewriteNumber } from '../../src/data/number-format.ts';

it.each([
  ['1234567.5', { group: ',' }, '1,234,567.5'],
  ['1,234,567', { group: '\u202f' }, '1\u202f234\u202f567'],
  ['12,345.6%', { group: '' }, '12345.6%'],
  ['1.005', { decimals: 2 }, '1.01'],
  ['-0.004', { decimals: 2 }, '0.00'],
  ['999.95', { decimals: 1 }, '1000.0'],
  ['9999.5', { group: ',', decimals: 0 }, '10,000'],
  ['−2.35 %', { decimals: 1 }, '−2.4 %'],
  ['0.5', { decimals: 0 }, '1'],
  ['12,345', { decimals: 1 }, '12,345.0'],
  ['约 3000', { group: ',', decimals: 1 }, '约 3000'],
  ['—', { decimals: 1 }, '—'],
] as const)('%s', (written, format, made) => {
  expect(rewriteNumber(written, format)).toBe(made);
});
