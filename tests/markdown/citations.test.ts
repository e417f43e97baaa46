import { visit } from 'unist-util-visit';
import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../src/markdown/index.ts';
import { formatMarkdown } from '../../src/typography/index.ts';

function cited(source: string): string[] {
  const found: string[] = [];
  visit(parseMarkdown(new VFile(source)), 'citation', ({ items, position }) => {
    const from = position?.start.offset;
    found.push(`${items.map(({ key, page }) => (page === undefined ? key : `${key}:${page}`)).join('+')}@${from}`);
  });
  return found;
}

describe('citations', () => {
  it.each([
    ['文[@a]', ['a@1']],
    ['文[@a; @b；@张三2020, 3-5]，又[@a_b_c:1, 35]', ['a+b+张三2020:3-5@1', 'a_b_c:1:35@24']],
    ['> **见[@a]**', ['a@5']],
    ['| [@a] |\n|--|\n| 乙[@b] |', ['a@2', 'b@17']],
    ['# 题[@a] {#id}', ['a@3']],
  ])('of %j', (source, expected) => expect(cited(source)).toEqual(expected));

  it.each(['\\[@a]', '`[@a]`', '[[@a]](x.md)', '[@a](x.md)', '@a', '[a@b.cn]', '[@]', '[@ a]'])(
    'not of %j',
    (source) => {
      expect(cited(source)).toEqual([]);
    },
  );

  it('are left as written by the text rules, which see what stands on both sides', () => {
    const source = '他说,"好"[@a,35; @b],见 [@smith2020:x,1-3]。用[@a]Node做\n';
    const { output } = formatMarkdown(source);
    expect(output).toContain('[@a,35; @b]');
    expect(output).toContain('[@smith2020:x,1-3]');
    expect(formatMarkdown(output).output).toBe(output);
  });
});
