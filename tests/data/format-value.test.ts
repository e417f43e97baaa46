import { describe, expect, it } from 'vitest';
import { formatValue } from '../../src/data/format-value.ts';

describe('formatValue', () => {
  it.each([
    ['1234567', {}, '1234567'],
    ['太原', {}, '太原'],
    ['1234567', { group: '' }, '1,234,567'],
    ['1234567.891', { group: ' ', decimals: '2' }, '1\u202F234\u202F567.89'],
    ['999', { group: ',' }, '999'],
    ['-1234.5', { group: '', decimals: '0' }, '−1,235'],
    ['1.005', { decimals: '2' }, '1.01'],
    ['0.0475', { percent: '' }, '4.75%'],
    ['0.0475', { percent: '', decimals: '1' }, '4.8%'],
    ['0.3', { percent: '' }, '30%'],
    ['-0.001', { decimals: '1' }, '0.0'],
    ['7', { decimals: '2' }, '7.00'],
    ['1,680', { decimals: '1', group: '' }, '1,680.0'],
  ])('%s %j → %s', (value, attributes, shown) => {
    expect(formatValue(value, attributes)).toBe(shown);
  });
});
