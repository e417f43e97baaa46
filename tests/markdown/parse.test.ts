import type { Nodes } from 'mdast';
import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { gatherBlocks, parseMarkdown } from '../../src/markdown/index.ts';

/** The tree as types and values: `paragraph(“甲” strong(“乙”))`. */
function shape(source: string): string {
  const file = new VFile(source);
  return write(gatherBlocks(parseMarkdown(file), file)).replace(/^root\((.*)\)$/s, '$1');
}

function write(node: Nodes): string {
  const label = (node.data as { label?: string } | undefined)?.label;
  const name = `${node.type}${label ? `#${label}` : ''}`;
  if (node.type === 'text') return `“${node.value}”`;
  if (node.type === 'link') return `link<${node.url}>(${node.children.map(write).join(' ')})`;
  if (node.type === 'image') return `image${label ? `#${label}` : ''}<${node.url}>`;
  if ('children' in node) return `${name}(${(node.children as Nodes[]).map(write).join(' ')})`;
  return 'value' in node ? `${name}“${node.value}”` : name;
}

describe('emphasis beside Chinese', () => {
  it.each([
    ['这是**“重点”。**后文', 'paragraph(“这是” strong(““重点”。”) “后文”)'],
    ['甲*乙*丙', 'paragraph(“甲” emphasis(“乙”) “丙”)'],
    ['价格~~（旧）~~新', 'paragraph(“价格” delete(“（旧）”) “新”)'],
    ['3~5人，6~8人', 'paragraph(“3~5人，6~8人”)'],
  ])('%s', (source, tree) => expect(shape(source)).toBe(tree));
});

describe('addresses typed into the text', () => {
  it.each([
    ['见https://example.org/a。下文', 'paragraph(“见” link<https://example.org/a>(“https://example.org/a”) “。下文”)'],
    ['（www.example.org）', 'paragraph(“（” link<http://www.example.org>(“www.example.org”) “）”)'],
    ['(https://example.org/(a)).', 'paragraph(“(” link<https://example.org/(a)>(“https://example.org/(a)”) “).”)'],
    ['https://zh.example.org/太原', 'paragraph(link<https://zh.example.org/太原>(“https://zh.example.org/太原”))'],
    ['xhttps://example.org www. https://', 'paragraph(“xhttps://example.org www. https://”)'],
    ['[a](https://example.org)', 'paragraph(link<https://example.org>(“a”))'],
    ['a@example.org', 'paragraph(“a@example.org”)'],
    ['`https://example.org`', 'paragraph(inlineCode“https://example.org”)'],
    [
      'https://a.cn[^n]后\n\n[^n]: 注',
      'paragraph(link<https://a.cn>(“https://a.cn”) footnoteReference#n “后”) footnoteDefinition#n(paragraph(“注”))',
    ],
  ])('%s', (source, tree) => expect(shape(source).replaceAll('#n', '')).toBe(tree.replaceAll('#n', '')));

  it('keep their places', () => {
    const [paragraph] = parseMarkdown(new VFile('> 见https://a.cn，文')).children;
    const quote = paragraph?.type === 'blockquote' ? paragraph.children[0] : undefined;
    const columns = quote?.type === 'paragraph' ? quote.children.map((child) => child.position?.start.column) : [];
    expect(columns).toEqual([3, 4, 16]);
  });
});

describe('dollars', () => {
  it.each([
    ['$x^2$ 与 $y$。', 'paragraph(inlineMath“x^2” “ 与 ” inlineMath“y” “。”)'],
    ['从 $5 到 $10。', 'paragraph(“从 $5 到 $10。”)'],
    ['共 $5，约合$10', 'paragraph(“共 $5，约合$10”)'],
    ['$ x$ 与 $x $', 'paragraph(“$ x$ 与 $x $”)'],
    ['$$x$$', 'math“x”'],
    ['$$\nx\n$$', 'math“x”'],
    ['\\$5 和 $5', 'paragraph(“$5 和 $5”)'],
  ])('%s', (source, tree) => expect(shape(source)).toBe(tree));
});

it('keeps the place of text that only looked like math', () => {
  const [paragraph] = parseMarkdown(new VFile('从 $5 到 $10，*强*')).children;
  const [text] = paragraph?.type === 'paragraph' ? paragraph.children : [];
  expect([text?.position?.start.column, text?.position?.end.column]).toEqual([1, 12]);
});

describe('blocks', () => {
  it('reads ::: blocks, and leaves colons in text alone', () => {
    expect(shape(':::note[标题 *强*]\n文\n:::')).toBe(
      'containerDirective(paragraph(“标题 ” emphasis(“强”)) paragraph(“文”))',
    );
    expect(shape('比例1:2，9:30，注:下同，a:b[c]{d}')).toBe('paragraph(“比例1:2，9:30，注:下同，a:b[c]{d}”)');
  });

  it('sets a kicker apart, up to 30 characters, at the head only', () => {
    expect(shape('【要点】正文【注】')).toBe('paragraph(kicker(“【要点】”) “正文【注】”)');
    expect(shape('【要点】')).toBe('paragraph(kicker(“【要点】”))');
    expect(shape('【】文')).toBe('paragraph(“【】文”)');
    expect(shape(`【${'长'.repeat(31)}】文`)).toBe(`paragraph(“【${'长'.repeat(31)}】文”)`);
    expect(shape('文【要点】')).toBe('paragraph(“文【要点】”)');
  });
});

describe('{#id}', () => {
  it.each([
    ['# 标题 {#a}', 'heading#a(“标题”)'],
    ['# 标题　{#中文-1}', 'heading#中文-1(“标题”)'],
    ['标题 {#a}\n====', 'heading#a(“标题”)'],
    ['# *强* {#a}', 'heading#a(emphasis(“强”))'],
    ['# 标题 `{#a}`', 'heading(“标题 ” inlineCode“{#a}”)'],
    ['# 标题 {#a b}', 'heading(“标题 {#a b}”)'],
    ['# 标题 {.a}', 'heading(“标题 {.a}”)'],
    ['{#a} 文', 'paragraph(“{#a} 文”)'],
    ['一段文字。{#p}', 'paragraph#p(“一段文字。”)'],
    ['![a](x.png){#f} 文', 'paragraph(image#f<x.png> “ 文”)'],
    ['![a](x.png) {#f}', 'paragraph#f(image<x.png> “”)'],
  ])('%s', (source, tree) => expect(shape(source).replace(' “”', '')).toBe(tree.replace(' “”', '')));

  it('leaves the text its right end', () => {
    const [heading] = parseMarkdown(new VFile('# 标题 {#a}')).children;
    expect(heading?.type === 'heading' && heading.children[0]?.position?.end.column).toBe(5);
  });
});

describe('definitions', () => {
  it('go into the links and images that name them', () => {
    expect(shape('[甲][x] ![乙][X] [x]\n\n[x]: a.md "题"\n[x]: b.md')).toBe(
      'paragraph(link<a.md>(“甲”) “ ” image<a.md> “ ” link<a.md>(“x”))',
    );
    expect(shape('> [甲][x]\n\n- [x]: a.md')).toBe('blockquote(paragraph(link<a.md>(“甲”))) list(listItem())');
  });
});

describe('heading names', () => {
  it('are those of GitHub, counted over the whole file', () => {
    const { children } = parseMarkdown(new VFile('# 总 论\n\n## 带 `代码` 与 *强调*！ {#x}\n\n## 总 论\n\n> ## 总 论'));
    const slugs = children.map((node) => (node.type === 'heading' ? node.data?.slug : node.type));
    expect(slugs).toEqual(['总-论', '带-代码-与-强调', '总-论-1', 'blockquote']);
  });
});
