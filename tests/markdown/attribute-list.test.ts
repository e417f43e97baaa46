import type { Data } from 'mdast';
import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { readAttributeList } from '../../src/markdown/attribute-list.ts';
import { parseMarkdown } from '../../src/markdown/index.ts';

describe('readAttributeList', () => {
  it('reads id, classes and values', () => {
    expect(readAttributeList('{#tbl-目标 .wide columns="2 1" width=60%}')).toEqual({
      id: 'tbl-目标',
      classes: ['wide'],
      values: { columns: '2 1', width: '60%' },
    });
  });

  it.each(['{}', '{太原|tài}', '{x}', '{a=}', '{# a}', '{#a'])('leaves %s as text', (written) => {
    expect(readAttributeList(written)).toBeUndefined();
  });
});

it('reads the list of a fence, of code or of a formula', () => {
  const tree = parseMarkdown(
    new VFile('```js {#lst-sum title="求和" lines=3}\nx\n```\n\n$$ {#eq-energy}\nE\n$$\n\n```{.py}\nx\n```\n'),
  );
  expect(tree.children.map((node) => (node.data as Data | undefined)?.attributes?.id)).toEqual([
    'lst-sum',
    'eq-energy',
    undefined,
  ]);
  expect(tree.children[0]).toMatchObject({
    lang: 'js',
    meta: null,
    data: { attributes: { values: { title: '求和', lines: '3' } } },
  });
});
