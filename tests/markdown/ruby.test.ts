import type { Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../src/markdown/index.ts';
import type { Ruby } from '../../src/markdown/ruby.ts';

function rubies(source: string): string[] {
  const found: string[] = [];
  visit(parseMarkdown(new VFile(source)) as Root, 'ruby', (node: Ruby) => {
    const { start, end } = node.position ?? { start: { offset: 0 }, end: { offset: 0 } };
    found.push(`${node.children[0]?.value}=${node.readings.join('/')} ${source.slice(start.offset, end.offset)}`);
  });
  return found;
}

describe('ruby', () => {
  it('has one reading for the word, or one for each character, and knows its place', () => {
    expect(rubies('在{太原|tài yuán}与{太原|tài|yuán}。')).toEqual([
      '太原=tài yuán {太原|tài yuán}',
      '太原=tài/yuán {太原|tài|yuán}',
    ]);
  });

  it('stands in headings, emphasis and, with the bar escaped, in table cells', () => {
    expect(rubies('# {晋|jìn}\n\n**{汾|fén}河**\n\n| a |\n|---|\n| {并\\|bīng} |\n')).toEqual([
      '晋=jìn {晋|jìn}',
      '汾=fén {汾|fén}',
      '并=bīng {并\\|bīng}',
    ]);
  });

  it('is not seen in code, escaped braces, Latin sets or empty readings', () => {
    expect(rubies('`{太|tài}` \\{太|tài} {a|b} {太|} {太} $\\{太|x\\}$')).toEqual([]);
  });
});
