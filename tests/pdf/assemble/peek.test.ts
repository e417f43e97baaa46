import { describe, expect, it } from 'vitest';
import { peek } from '../../../src/pdf/assemble/peek.ts';
import { tinyPrint } from './tiny-print.ts';

// That it finds of real prints what compiling finds is tested with the prints of books.test.ts.
describe('peek', () => {
  const print = tinyPrint(3, { ch: 0, 图一: 2 });

  it('tells how many pages there are, and which ids stand on them', () => {
    expect(peek(print)).toEqual({
      count: 3,
      destinations: new Map([
        ['ch', 0],
        ['图一', 2],
      ]),
    });
  });

  it('leaves out a destination on no page of the print', () => {
    expect(peek(tinyPrint(1, { ch: 0, away: 7 }))?.destinations).toEqual(new Map([['ch', 0]]));
  });

  it('says nothing of what is not written so, and leaves it to whoever reads all', () => {
    const text = print.toString('latin1');
    const damaged: Record<string, string> = {
      empty: '',
      'cut off': text.slice(0, -60),
      'no table': text.replace('xref\n0', 'xxxx\n0'),
      'objects elsewhere': text.replace('%PDF-1.4\n', '%PDF-1.4\n% moved\n'),
      'changed afterwards': text.replace('<</Size', '<</Prev 9/Size'),
      'without destinations': text.replace('/Dests 3 0 R', '/Other 3 0 R'),
    };
    for (const [name, bytes] of Object.entries(damaged))
      expect(peek(Buffer.from(bytes, 'latin1')), name).toBeUndefined();
  });

  it('is not led round in circles by pages that hold each other', () => {
    const circle = print.toString('latin1').replace('/Kids [4 0 R 5 0 R', '/Kids [2 0 R 2 0 R');
    expect(peek(Buffer.from(circle, 'latin1'))).toEqual({ count: 1, destinations: new Map([['图一', 0]]) });
  });
});
