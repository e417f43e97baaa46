import type { Reference } from './reference.ts';

const simplified = {
  edited: '编',
  translated: '译',
  noPlace: '[出版地不详]',
  noPublisher: '[出版者不详]',
  noYear: '出版年不详',
};

const traditional: typeof simplified = {
  edited: '編',
  translated: '譯',
  noPlace: '[出版地不詳]',
  noPublisher: '[出版者不詳]',
  noYear: '出版年不詳',
};

/** What we say ourselves in a Chinese entry, in the characters of the book. */
export function wordsOf(reference: Reference): typeof simplified {
  return reference.traditional ? traditional : simplified;
}
