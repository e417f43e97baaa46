import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../src/markdown/index.ts';

describe('addresses typed into the text', () => {
  it('keeps the position of every part, however many there are', () => {
    const one = '见https://example.org/a&amp;b，';
    const count = 2000;
    const tree = parseMarkdown(new VFile(one.repeat(count)));
    const [paragraph] = tree.children;
    if (paragraph?.type !== 'paragraph') throw new Error('expected a paragraph');
    expect(paragraph.children.length).toBe(count * 2 + 1);
    const link = paragraph.children[2 * 1000 + 1];
    expect(link?.position?.start.offset).toBe(one.length * 1000 + 1);
    expect(link?.position?.end.offset).toBe(one.length * 1001 - 1);
  });
});
