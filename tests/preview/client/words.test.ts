import { expect, it } from 'vitest';
import { word } from '../../../src/preview/client/words.ts';

it('has each word in both languages', () => {
  expect(word('zh', 'trim')).toBe('裁切与出血');
  expect(word('en', 'trim')).toBe('Trim and bleed');
  // What switches the language is written in the other one.
  expect(word('zh', 'language')).toBe('English');
});
