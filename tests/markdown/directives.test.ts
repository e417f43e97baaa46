import { visit } from 'unist-util-visit';
import { VFile } from 'vfile';
import { expect, it } from 'vitest';
import { parseMarkdown } from '../../src/markdown/index.ts';

function directives(source: string): string[] {
  const found: string[] = [];
  visit(parseMarkdown(new VFile(source)), 'textDirective', (node) => {
    found.push(`${node.name}(${node.children.map((child) => child.type)})${JSON.stringify(node.attributes)}`);
  });
  return found;
}

it('reads inline directives of known names behind Chinese text', () => {
  expect(directives('见:index[太**原**]{sub=人口}和:data[a.b]。')).toEqual([
    'index(text,strong){"sub":"人口"}',
    'data(text){}',
  ]);
});

it.each(['比例1:2', '主题:data', ':note[注]', '9:30', ':indexes[a]', ':inde[a]', '\\:data[a]', ':data [a]'])(
  'leaves %s as text',
  (source) => {
    expect(directives(source)).toEqual([]);
  },
);
