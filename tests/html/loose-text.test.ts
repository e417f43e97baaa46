import type { RootContent } from 'hast';
import { expect, test } from 'vitest';
import { wrapLooseText } from '../../src/html/loose-text.ts';

const text = (value: string): RootContent => ({ type: 'text', value });
const element = (tagName: string, ...children: RootContent[]): RootContent => ({
  type: 'element',
  tagName,
  properties: {},
  children: children as never,
});

test('text and inline elements between blocks become paragraphs, white space goes', () => {
  const blocks = wrapLooseText([
    text('\n'),
    element('p', text('甲')),
    text('\n乙'),
    element('b', text('丙')),
    element('table'),
    text('\n'),
    element('a'),
    text('\n'),
    element('del', element('p', text('丁'))),
    element('img'),
  ]);
  expect(blocks.map(({ tagName, children }) => [tagName, children.length])).toEqual([
    ['p', 1],
    ['p', 2],
    ['table', 0],
    ['a', 0],
    ['del', 1],
    ['p', 1],
  ]);
});
