import { toString as plainText } from 'mdast-util-to-string';
import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../src/markdown/index.ts';
import { applyTypography, checkTypography, formatMarkdown } from '../../src/typography/index.ts';

function built(source: string): string {
  const file = new VFile(source);
  const tree = parseMarkdown(file);
  applyTypography(tree, file);
  return tree.children.map((child) => plainText(child)).join('\n\n');
}

describe('applyTypography', () => {
  it('joins lines and takes out typed gaps across inline nodes', () => {
    expect(built('正文提到了 **Apache**\n软件基金会，\n> 引文第一行\n> 引文第二行')).toBe(
      '正文提到了Apache软件基金会，\n\n引文第一行引文第二行',
    );
    expect(built('执行 `npm test` 之后\n再提交 *a* 。')).toContain('执行npm test之后再提交a');
  });

  it('keeps hard breaks, English paragraphs and labels', () => {
    expect(built('床前明月光，  \n疑是地上霜。')).toBe('床前明月光，疑是地上霜。');
    expect(built('An English paragraph wrapped\nat sixty 中文 stays.')).toBe(
      'An English paragraph wrapped at sixty 中文 stays.',
    );
    expect(built('# 1.1 研究背景\n\n第二章 分则')).toBe('1.1 研究背景\n\n第二章 分则');
  });

  it('takes a link without text for the name that it will show', () => {
    const source = '见[](#a)，[](#b)，又见[](#c)、[](#d)、“[](#e)”、《[](#f)》。\n\n[](#a) ，好。';
    const file = new VFile(source);
    const tree = parseMarkdown(file);
    checkTypography(tree, file, { settings: { 'mark-space': 'off' } });
    expect(file.messages.map((message) => message.reason)).toEqual([]);
    expect(formatMarkdown('见，[](#a)，又[](#b)。\n').output).toBe('见，[](#a)，又[](#b)。\n');
  });

  it('corrects the title of a code block, and nothing else of it', () => {
    const source = '```js {#a title="求和,从1到n"}\nf("a,b"); // 中,文\n```\n';
    expect(formatMarkdown(source).output).toBe(source.replace('求和,从', '求和，从'));
  });

  it('says nothing about what it fixes, while a check does', () => {
    const file = new VFile('安装 Windows 11 系统');
    const tree = parseMarkdown(file);
    checkTypography(tree, file, { settings: { 'han-latin-space': 'fix' } });
    expect(file.messages.map((message) => [message.ruleId, message.column, message.expected])).toEqual([
      ['han-latin-space', 3, ['']],
      ['han-latin-space', 14, ['']],
    ]);
  });
});
