import type { Text } from 'mdast';
import { visit } from 'unist-util-visit';
import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../src/markdown/index.ts';
import { textSlicer } from '../../src/markdown/slice-text.ts';
import { sourceOffsets } from '../../src/markdown/source-map.ts';

function textsOf(source: string): Text[] {
  const texts: Text[] = [];
  visit(parseMarkdown(new VFile(source)), 'text', (text: Text) => void texts.push(text));
  return texts;
}

/** Pieces of text as written and as read. */
const pieces: [written: string, read: string][] = [
  ['中文', '中文'],
  ['word', 'word'],
  ['𠮷𠀀', '𠮷𠀀'],
  ['😀', '😀'],
  ['\\*', '*'],
  ['\\\\', '\\'],
  ['\\a', '\\a'],
  ['\\[', '['],
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&#20013;', '中'],
  ['&#x1F600;', '😀'],
  ['&NotEqualTilde;', '≂̸'],
  ['&#0;', '\uFFFD'],
  ['&#xD800;', '\uFFFD'],
  ['&#x110000;', '\uFFFD'],
  ['&nosuch;', '&nosuch;'],
  ['&', '&'],
  ['，“”——', '，“”——'],
  ['a b', 'a b'],
];

/** A fixed sequence, so that a failure can be repeated. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Every way to go on to the next line of the same paragraph: [before the block, between lines]. */
const layouts: [name: string, head: string, next: string][] = [
  ['lines', '', '\n'],
  ['CRLF', '', '\r\n'],
  ['CR', '', '\r'],
  ['spaces at line ends', '', ' \n'],
  ['indented continuation', '', '\n   '],
  ['quote', '> ', '\n> '],
  ['quote with a lazy line', '> ', '\n'],
  ['quote, CRLF', '> ', '\r\n> '],
  ['quote in quote', '> > ', '\n> > '],
  ['list', '- ', '\n  '],
  ['list with a lazy line', '- ', '\n'],
  ['ordered list', '10. ', '\n    '],
  ['quote in a list', '- > ', '\n  > '],
  ['list in a quote', '> - ', '\n>   '],
  ['a note', '文[^n]\n\n[^n]: ', '\n    '],
];

describe('sourceOffsets', () => {
  it.each(layouts)('leads every character back to what was written: %s', (_, head, next) => {
    const random = sequence(head.length * 31 + next.length);
    for (let round = 0; round < 60; round++) {
      const lines = Array.from({ length: 1 + Math.floor(random() * 4) }, () =>
        Array.from(
          { length: 1 + Math.floor(random() * 5) },
          () => pieces[Math.floor(random() * pieces.length)] ?? ['', ''],
        ),
      );
      // A letter at both ends keeps a line from being read as other syntax, or its escape as a line break.
      const source = `${head}${lines.map((line) => `起${line.map(([written]) => written).join('')}止`).join(next)}\n`;
      const text = textsOf(source).at(-1);
      const read = lines.map((line) => `起${line.map(([, value]) => value).join('')}止`);
      expect(text?.value.split(/\r\n|\n|\r/)).toEqual(read);
      if (!text) continue;
      const offsets = sourceOffsets(text, source);
      expect(offsets, source).toHaveLength(text.value.length + 1);
      check(text, offsets ?? [], source);
    }
  });

  /** What stands between two offsets is the character itself, its escape or its reference, and never goes back. */
  function check(text: Text, offsets: number[], source: string) {
    for (let i = 0; i < text.value.length; i++) {
      const [at = -1, next = -1] = [offsets[i], offsets[i + 1]];
      expect(next).toBeGreaterThanOrEqual(at);
      const unit = text.value.charAt(i);
      const written = source.slice(at);
      if (unit === '\n' || unit === '\r') expect(written.charAt(0)).toBe(unit);
      else if (!written.startsWith(unit)) {
        const inReference = next === at || offsets[i - 1] === at || /^&[#\w]+;/.test(written);
        expect(inReference || written.startsWith(`\\${unit}`), JSON.stringify([source, i])).toBe(true);
      }
    }
  }

  it('gives exact offsets for escapes, references and lines', () => {
    const source = '> 甲\\*&amp;\r\n> 乙😀\n';
    const [text] = textsOf(source);
    expect(text?.value).toBe('甲*&\r\n乙😀');
    expect(text && sourceOffsets(text, source)).toEqual([2, 3, 5, 10, 11, 14, 15, 16, 17]);
  });

  it('gives up when the text is not what was written', () => {
    const source = '中文';
    const [text] = textsOf(source);
    expect(text && sourceOffsets({ ...text, value: '英文' }, source)).toBeUndefined();
    expect(sourceOffsets({ type: 'text', value: '中' }, source)).toBeUndefined();
    expect(text && sourceOffsets({ ...text, value: '中文字' }, source)).toBeUndefined();
  });
});

describe('textSlicer', () => {
  it('keeps line and column of the part', () => {
    const source = '- 一二\n  三\\*四五\n';
    const [text] = textsOf(source);
    if (!text) throw new Error('no text');
    const part = textSlicer(text, source)(4, 6);
    expect(part.value).toBe('*四');
    expect(part.position?.start).toEqual({ line: 2, column: 4, offset: 8 });
    expect(part.position?.end).toEqual({ line: 2, column: 7, offset: 11 });
  });

  it('has no position when the source is not known', () => {
    expect(textSlicer({ type: 'text', value: '一二' }, '一二')(0, 1)).toEqual({ type: 'text', value: '一' });
  });
});
