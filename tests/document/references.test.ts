import { toString as textOf } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import { describe, expect, it } from 'vitest';
import { assembleText } from '../assemble-text.ts';

/** The links of the first chapter as `address text`. */
function links(files: Record<string, string>): string[] {
  const { book, messages } = assembleText(files);
  const told = messages.filter((message) => message.ruleId !== 'unused-label');
  expect(told.map((message) => message.reason)).toEqual([]);
  const found: string[] = [];
  const chapter = book.chapters.find((each) => each.file.path === Object.keys(files)[0]);
  if (chapter) visit(chapter.tree, 'link', (link) => void found.push(`${link.url} ${textOf(link)}`));
  return found;
}

const other = '# 乙 {#two}\n\n## 中文 标题\n\n### 小节 {#sec}\n\n![图](a.svg "题"){#fig}\n\n文';

describe('links', () => {
  it('without text show what they lead to', () => {
    expect(links({ 'a.md': '# 一\n\n[](#two) [](b.md) [](b.md#sec) [](#fig) [](#一)', 'b.md': other })).toEqual([
      '#two 第二章',
      '#two 第二章',
      '#sec 第 2.1.1 节',
      '#fig 图 2-1',
      '#c01 第一章',
    ]);
  });

  it('may name headings as editors do, in Chinese or percent-encoded, and count equal ones', () => {
    const text =
      '# 一\n\n## 带 `码` 的 标题\n\n## 节\n\n## 节\n\n[甲](#带-码-的-标题) [乙](#%E8%8A%82) [丙](#节-1) [丁](b.md#中文-标题)';
    expect(links({ 'a.md': text, 'b.md': other })).toEqual(['#c01-s1 甲', '#c01-s2 乙', '#c01-s3 丙', '#two-s1 丁']);
  });

  it('start from the folder of their file', () => {
    expect(
      links({
        'part/a.md': '# 一\n\n[甲](../b.md) [乙](./c.md) [丙](c.md#x) [丁](../part/c.md)',
        'b.md': other,
        'part/c.md': '# 丙\n\n## 节 {#x}\n\n文',
      }),
    ).toEqual(['#two 甲', '#c03 乙', '#x 丙', '#c03 丁']);
  });

  it('may lead to pictures, paragraphs, blocks and written tags that have an id', () => {
    const text =
      '# 一\n\n文。{#p}\n\n行内![替代](a.svg){#i}图\n\n:::note[标题]{#n}\n文\n:::\n\n<i id="t">文</i>[甲](#p)[](#i)[](#n)[乙](#t)';
    expect(links({ 'a.md': text })).toEqual(['#p 甲', '#i 替代', '#n 标题', '#t 乙']);
  });

  it('may lead out of the book, and keep their address', () => {
    expect(
      links({
        'a.md': '# 一\n\n[甲](https://example.org/a#b) [](https://example.org) <mailto:a@example.org> [乙](tel:+86)',
      }),
    ).toEqual([
      'https://example.org/a#b 甲',
      'https://example.org https://example.org',
      'mailto:a@example.org mailto:a@example.org',
      'tel:+86 乙',
    ]);
  });

  it('are followed in titles and notes too', () => {
    const { messages } = assembleText({ 'a.md': '# 一[甲](#x)\n\n文[^n]\n\n[^n]: [乙](#y)' });
    expect(messages.map(({ line, column, ruleId }) => [line, column, ruleId])).toEqual([
      [1, 4, 'link-target'],
      [5, 7, 'link-target'],
    ]);
  });
});
