import { describe, expect, it } from 'vitest';
import { readAttributeList } from '../../src/markdown/attribute-list.ts';

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
