import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { checkMarkdown, formatMarkdown } from '../../src/typography/index.ts';

describe('bad input', () => {
  it('keeps the byte order mark and the line ends of a file, and every other byte', () => {
    expect(formatMarkdown('\uFEFF# 题\r\n\r\n你好,世界\r\n\ta  \r第二,行\n').output).toBe(
      '\uFEFF# 题\r\n\r\n你好，世界\r\n\ta  \r第二，行\n',
    );
  });

  it('leaves ten thousand opening quotes, and says so once', () => {
    const source = `引${'“'.repeat(10_000)}`;
    const { output, messages } = formatMarkdown(source);
    expect(output).toBe(source);
    expect(messages.map((message) => message.ruleId)).toEqual(['unpaired-quotes']);
  });

  it('keeps lone surrogates', () => {
    expect(formatMarkdown('\uD842中,\uDFB7文').output).toBe('\uD842中，\uDFB7文');
  });

  it('takes an unclosed fence for code to the end', () => {
    const source = '中,文\n\n```js\n中,文\n';
    expect(formatMarkdown(source).output).toBe('中，文\n\n```js\n中,文\n');
  });

  it('refuses what is no manuscript by its size, at once', () => {
    const file = new VFile('中文,'.repeat(3_000_000));
    checkMarkdown(file);
    expect(file.messages.map((message) => message.ruleId)).toEqual(['too-long']);
  });

  it.each([
    ['marks', '中,"'],
    ['brackets', '中(a'],
    ['addresses', '见https://a.b/c，'],
    ['lines', '中文 a\n'],
    ['dots', '...中'],
    ['numbers', '1~2-3:4,'],
    ['titles', '《中<<'],
    ['labels', '一、(1)'],
  ])('reads a long line of %s', (_name, unit) => {
    const source = unit.repeat(20_000);
    const { output } = formatMarkdown(source);
    expect(output.length).toBeGreaterThan(0);
  });
});
