import { describe, expect, it } from 'vitest';
import { glossLines } from '../../src/html/gloss.ts';
import { formatMarkdown } from '../../src/typography/index.ts';
import { bookFolder, chapterHtml } from '../typeset-folder.ts';

const names = await chapterHtml(bookFolder('inline'), 'names.md');
const gloss = await chapterHtml(bookFolder('inline'), 'gloss.md');

describe('names of people, places and books', () => {
  it('are running text to the rules, across their borders', () => {
    expect(names).toContain(
      '昔<u class="proper-name">屈原</u>作<cite class="book-title">离骚</cite>，后人传诵。“见<u class="proper-name">太原</u>的<cite class="book-title">史记</cite>”，又说',
    );
  });

  it('that stand side by side keep apart', () => {
    expect(names).toContain('太原</u><u class="proper-name adjoining">大同</u><u class="proper-name adjoining">阳泉');
    expect(names).toContain('资治通鉴</cite>。');
    expect(names.match(/adjoining/g)?.length).toBe(3);
  });
});

describe('emphasis', () => {
  it('sets Latin words apart from Han characters', () => {
    expect(names).toContain(
      '<em>着重的字，<span class="latin">Latin word</span>与<span class="latin">3.5%</span>都在里面</em>',
    );
    expect(names).toContain('<em class="latin">emphasis</em>');
  });
});

describe('a gloss', () => {
  it('parts into two lines, in reading order, with nothing lost between them', () => {
    expect(gloss).toContain('<span class="half">在太原西南悬瓮山</span><span class="half">麓，建于北魏以前</span>');
    expect(gloss).toContain(
      '<span class="half">原名Taiyuan Iron and </span><span class="half">Steel Co.，简称<u class="proper-name">太钢</u></span>',
    );
  });

  it('stays one line if it is long or a single character', () => {
    expect(gloss).toContain('（</span>单<span class="bracket">）');
    expect(gloss).toMatch(/（<\/span>见《水经注》[^<]{40,}<span class="bracket">）/);
  });

  const halves = (value: string) =>
    JSON.stringify(glossLines([{ type: 'text', value }]))
      .match(/"value":"[^"]*"/g)
      ?.map((found) => found.slice(9, -1));

  it.each([
    ['甲乙丙丁，戊己庚', ['甲乙丙丁，', '戊己庚']],
    ['甲乙丙《丁戊己》', ['甲乙丙《丁', '戊己》']],
    ['古称Fen River', ['古称Fen ', 'River']],
    ['Internationalization', ['Internationalization']],
  ])('%s breaks where a line may', (text, expected) => {
    expect(halves(text)).toEqual(expected);
  });
});

it('zhuyin has its tone apart and one ruby for each character', () => {
  expect(names).toContain(
    '<ruby class="zhuyin">臺<rp>（</rp><rt>ㄊㄞ<span class="tone">ˊ</span></rt><rp>）</rp></ruby><ruby class="zhuyin">灣',
  );
  expect(names).toContain('<ruby>太<rp>（</rp><rt>tài</rt><rp>）</rp>原');
});

describe('format', () => {
  it.each([
    ['见 :name[太原],"好"。', '见 :name[太原]，“好”。'],
    ['"见:book[史记]"', '“见:book[史记]”'],
    ['汾河:gloss[古称,"汾水"]流经', '汾河:gloss[古称，“汾水”]流经'],
    [':data[a,b]', ':data[a,b]'],
    [':::note[标题,"好"]\n文\n:::', ':::note[标题，“好”]\n文\n:::'],
    [':::quote{source="《论语》,学而"}\n文\n:::', ':::quote{source="《论语》，学而"}\n文\n:::'],
    [':::verse\n白日,\n黄河\n:::', ':::verse\n白日，\n黄河\n:::'],
  ])('%s keeps its form', (source, expected) => {
    expect(formatMarkdown(source).output).toBe(expected);
  });

  it('does not join the lines of verse as a build joins others', () => {
    expect(formatMarkdown(':::verse\n白日\n黄河\n:::\n\n白日\n黄河', { asBuilt: true }).output).toBe(
      ':::verse\n白日\n黄河\n:::\n\n白日黄河',
    );
  });
});
