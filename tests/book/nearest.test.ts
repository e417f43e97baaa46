import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/book/nearest.ts';

describe('nearest', () => {
  it.each([
    ['titel', 'title'],
    ['noet', 'note'],
    ['TITLE', 'title'],
    ['creator', 'creators'],
    ['publsher', 'publisher'],
  ])('%s is %s', (word, meant) => {
    expect(nearest(word, ['id', 'title', 'note', 'creators', 'publisher'])).toBe(meant);
  });

  it('says nothing when nothing is close, or the word is too short to tell', () => {
    expect(nearest('wobble', ['title', 'note'])).toBeUndefined();
    expect(nearest('', ['a'])).toBeUndefined();
    expect(nearest('x', ['a', 'b'])).toBeUndefined();
    expect(nearest('ab', ['cd'])).toBeUndefined();
  });

  it('takes the closest of several, and the first of equals', () => {
    expect(nearest('warnin', ['warming', 'warning'])).toBe('warning');
    expect(nearest('front', ['fronts', 'fronty'])).toBe('fronts');
  });
});
