import { fromHtml } from 'hast-util-from-html';
import { toString as textOf } from 'hast-util-to-string';
import { visit } from 'unist-util-visit';
import { describe, expect, it } from 'vitest';
import { addTagHints } from '../../src/pdf/tag-hints.ts';

/** The passages that are given a language, of the HTML of a Chinese text. */
function passages(html: string, language = 'zh-Hans'): [text: string, lang: string][] {
  const tree = fromHtml(html, { fragment: true });
  const before = textOf(tree);
  addTagHints(tree, language);
  expect(textOf(tree)).toBe(before);
  const found: [string, string][] = [];
  visit(tree, 'element', (element) => {
    if (element.properties.lang) found.push([textOf(element), String(element.properties.lang)]);
  });
  return found;
}

const english = (...texts: string[]) => texts.map((text) => [text, 'zh-Hans-x-kb-latin']);

describe('a passage in English has its language', () => {
  it.each([
    ['载于 Journal of Urban Economics and Policy，第 3 期。', ['Journal of Urban Economics and Policy']],
    ['斯密的 The Wealth of Nations 一书。', ['The Wealth of Nations']],
    ['他说“Hello World”，又说“not at all”。', ['Hello World', 'not at all']],
    ['读《Vue Router》与〈Getting Started〉。', ['Vue Router', 'Getting Started']],
    ['见 <em>Nature Communications</em> 一刊。', ['Nature Communications']],
    ['国内生产总值（Gross Domestic Product，GDP）。', ['Gross Domestic Product']],
    ['供给（supply side）一面。', ['supply side']],
    [
      '“monitoring, reporting & verification (MRV): all in one. The End”',
      ['monitoring, reporting & verification (MRV): all in one. The End'],
    ],
  ])('%s', (html, texts) => {
    expect(passages(html)).toEqual(english(...texts));
  });
});

describe('no language is guessed', () => {
  it.each([
    ['of names and abbreviations of one word', '用 Chromium、PDF 与“Markdown”，UTF-8 编码。'],
    ['of two words in running text', 'New York 与 Adam Smith 都在。'],
    ['of abbreviations in a row', '格式有 PDF, EPUB, HTML 三种；“GB 18030”。'],
    ['of what has other letters: pinyin, French', '太原（Tàiyuán Shì）；“Le Monde à Paris”。'],
    ['of addresses', '见 gawc.lboro.ac.uk，（www.stats.gov.cn）。'],
    ['of code', '<code>npm install the package</code>'],
    ['of readings', '<ruby>太<rt>tai yuan shi de</rt></ruby>'],
  ])('%s', (_, html) => {
    expect(passages(html)).toEqual([]);
  });

  it('where the author has named one', () => {
    expect(passages('<span lang="de">Die Zeit und das Sein</span>')).toEqual([
      ['Die Zeit und das Sein', 'de-x-kb-span'],
    ]);
  });

  it('in a book in another language', () => {
    expect(passages('The Wealth of Nations', 'en')).toEqual([]);
  });
});
