import { toString as textOf } from 'mdast-util-to-string';
import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../src/markdown/index.ts';
import { openConversion } from '../../src/typography/convert-script.ts';
import { applyTypography, formatMarkdown } from '../../src/typography/index.ts';

const taiwan = await openConversion({
  to: 'zh-Hant-TW',
  phrases: true,
  words: new Map([
    ['后里', '后里'],
    ['软件', '軟件'],
  ]),
});

describe('openConversion', () => {
  it('takes the longest word, and the words of the book before all', () => {
    expect(taiwan.text('头发与发展，皇后在后里，软件公司的互联网')).toBe('頭髮與發展，皇后在后里，軟件公司的網際網路');
  });

  it('gives edits in order that apply to the text', () => {
    const edits = taiwan.edits('互联网，头发');
    expect(edits.map(({ start, end }) => [start, end])).toEqual([
      [0, 3],
      [4, 5],
      [5, 6],
    ]);
  });
});

describe('a converted paragraph', () => {
  it('keeps the places of its messages, and its quotation marks are those of the language', () => {
    const file = new VFile('“互联**网**”的头发，，第二行\n里的“半边');
    const tree = parseMarkdown(file);
    applyTypography(tree, file, { language: 'zh-Hant-TW', convert: taiwan.edits });
    expect(textOf(tree)).toMatch(/頭髮，第二行裡的/);
    const [message] = file.messages.filter(({ ruleId }) => ruleId === 'unpaired-quotes');
    expect([message?.line, message?.column]).toEqual([2, 3]);
  });
});

it('keeps :data[…] and ::include in the source when it is formatted', () => {
  const source =
    '排名第 :data[排名.y2024]{group=","} 位,:data[a_b.c]。\n\n::include{src=parts/a.md shift=1}\n\n:::only{output=pdf}\n甲,乙。\n:::\n';
  expect(formatMarkdown(source).output).toBe(source.replace('位,', '位，').replace('甲,', '甲，'));
});
