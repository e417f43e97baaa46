import { toString as textOf } from 'mdast-util-to-string';
import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { gatherBlocks, parseMarkdown } from '../../src/markdown/index.ts';

/** Each block: type, label, and the kinds of its parts with their texts. */
function blocks(source: string): string[] {
  const file = new VFile(source);
  return gatherBlocks(parseMarkdown(file), file).children.map((node) => {
    if (node.type !== 'figure') return `${node.type} ${textOf(node)}`;
    const parts = node.children.map((part) => `${part.type.replace('figure', '')}=${textOf(part)}`);
    const { start, end } = node.position ?? {};
    return `${node.kind}#${node.data?.label ?? ''} ${parts.join(' ')} ${start?.line}-${end?.line}`;
  });
}

const table = '| 甲 | 乙 |\n|--|--|\n| 1 | 2 |\n';

describe('figures', () => {
  it('a picture alone with a title', () => {
    expect(blocks('![替代](a.svg "图题"){#f}')).toEqual(['figure#f Caption=图题 image=替代 1-1']);
    expect(blocks('![替代](a.svg "图题")\n\n资料来源：某处')).toEqual([
      'figure# Caption=图题 image=替代 Source=资料来源：某处 1-1',
    ]);
    expect(blocks('![替代][x]\n\n[x]: a.svg "图题"')).toEqual(['figure# Caption=图题 image=替代 1-1']);
  });

  it('takes a source line right below the picture', () => {
    expect(blocks('![替代](a.svg "图题"){#f}\n数据来源：*某处*')).toEqual([
      'figure#f Caption=图题 image=替代 Source=数据来源：某处 1-1',
    ]);
  });

  it('makes no figure without a title, of two pictures, or of a picture in text', () => {
    expect(blocks('![替代](a.svg)')).toEqual(['paragraph 替代']);
    expect(blocks('![替代](a.svg "")')).toEqual(['paragraph 替代']);
    expect(blocks('![一](a.svg "题")\n![二](b.svg "题")')).toEqual(['paragraph 一\n二']);
    expect(blocks('![一](a.svg "题")\n正文')).toEqual(['paragraph 一\n正文']);
  });

  it('a table with its caption line', () => {
    expect(blocks(`表：*题* 目 {#t}\n\n${table}`)).toEqual(['table#t Caption=题 目 table=甲乙12 1-5']);
    expect(blocks(`Table: 题\n\n${table}\n注：某`)).toEqual(['table# Caption=题 table=甲乙12 Source=注：某 1-5']);
    expect(blocks(table)).toEqual(['table 甲乙12']);
    expect(blocks(`表：题\n\n文\n\n${table}`)).toEqual(['paragraph 表：题', 'paragraph 文', 'table 甲乙12']);
    expect(blocks(`表示：题\n\n${table}`)).toEqual(['paragraph 表示：题', 'table 甲乙12']);
  });

  it('takes a source line that GFM read as the last row', () => {
    expect(blocks(`表：题\n\n${table}资料来源：某处\n`)).toEqual([
      'table# Caption=题 table=甲乙12 Source=资料来源：某处 1-6',
    ]);
    expect(blocks(`${table}| 注：某 | |\n`)).toEqual(['table 甲乙12', 'paragraph 注：某']);
    expect(blocks(`${table}注：某 | 有值 |\n`)).toEqual(['table 甲乙12注：某有值']);
    expect(blocks('| 注：甲 |\n|--|\n')).toEqual(['table 注：甲']);
  });

  it('reads them in lists and quotes too', () => {
    const file = new VFile(
      `- 项\n\n  表：题 {#t}\n\n  ${table.replaceAll('\n', '\n  ')}\n  资料来源：某\n\n> ![a](a.svg "题")`,
    );
    const tree = gatherBlocks(parseMarkdown(file), file);
    const list = tree.children[0];
    const item = list?.type === 'list' ? list.children[0]?.children : undefined;
    expect(item?.map((node) => node.type)).toEqual(['paragraph', 'figure']);
    const quote = tree.children[1];
    expect(quote?.type === 'blockquote' && quote.children[0]?.type).toBe('figure');
  });

  it('a code block with a title or an id, with the source line behind it', () => {
    expect(blocks('```js {#l title="求和"}\na\n```\n\n来源：自编')).toEqual([
      'listing#l Caption=求和 code=a Source=来源：自编 1-3',
    ]);
    expect(blocks('```{title="求和"}\na\n```')).toEqual(['listing# Caption=求和 code=a 1-3']);
    expect(blocks('``` {#l title="求 和"}\na\n```')).toEqual(['listing#l Caption=求 和 code=a 1-3']);
    expect(blocks('~~~js {#l}\na\n~~~')).toEqual(['listing#l Caption= code=a 1-3']);
    expect(blocks('```js {.wide}\na\n```\n\n来源：自编')).toEqual(['code a', 'paragraph 来源：自编']);
  });

  it('leaves a formula in the title of a block, and beside text, in its line', () => {
    expect(blocks('$$a$$ {#e}')).toEqual(['math a']);
    expect(blocks('即$$a$$')).toEqual(['paragraph 即a']);
    expect(blocks('$a$')).toEqual(['paragraph a']);
    const file = new VFile(':::note[$$a$$]\n文\n:::');
    const [block] = gatherBlocks(parseMarkdown(file), file).children;
    expect(block && 'children' in block && block.children[0]?.type).toBe('paragraph');
  });
});
