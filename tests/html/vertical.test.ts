import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { describe, expect, it } from 'vitest';
import { setUpright, verticalQuotes } from '../../src/html/vertical.ts';

function upright(html: string, language = 'zh-Hans'): string {
  const { children } = fromHtml(html, { fragment: true });
  return toHtml({ type: 'root', children: setUpright(children as never[], language) });
}

const cell = (digits: string) => `<span class="upright">${digits}</span>`;

describe('setUpright', () => {
  it.each([
    ['住了12年，搬过5次', `住了${cell('12')}年，搬过${cell('5')}次`],
    ['2008年，4000块', '2008年，4000块'],
    ['3.14、12%、10:30、A4、5G、1,200、1/2、—3', '3.14、12%、10:30、A4、5G、1,200、1/2、—3'],
    ['（3）第12章', `（${cell('3')}）第${cell('12')}章`],
    ['他<em>等了8天</em>', `他<em>等了${cell('8')}天</em>`],
    [
      '<code>12</code><a class="note-mark">1</a><i lang="en">no 7</i>',
      '<code>12</code><a class="note-mark">1</a><i lang="en">no 7</i>',
    ],
  ])('sets short numbers upright and nothing else: %s', (html, expected) => {
    expect(upright(html)).toBe(expected);
  });

  it('leaves a chapter in another language alone', () => {
    expect(upright('in 12 years, “so”', 'en')).toBe('in 12 years, “so”');
  });
});

describe('verticalQuotes', () => {
  it('are corner brackets in text of the mainland', () => {
    expect(verticalQuotes('说：“刻着‘平安’。”It’s')).toBe('说：『刻着「平安」。』It’s');
    expect(upright('“一”', 'zh-Hans')).toBe('『一』');
    expect(upright('「一」', 'zh-Hant-TW')).toBe('「一」');
  });
});
