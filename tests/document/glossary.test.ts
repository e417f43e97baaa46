import { toHtml } from 'hast-util-to-html';
import { beforeAll, describe, expect, it } from 'vitest';
import { composeEpub } from '../../src/epub/index.ts';
import { assembleText } from '../assemble-text.ts';
import { typesetBook } from '../epub/build.ts';
import { bookFolder, chapterHtml } from '../typeset-folder.ts';

const folder = bookFolder('glossary');

describe('a glossary', () => {
  let html: string;
  beforeAll(async () => {
    html = (await chapterHtml(folder, 'terms.md')).replaceAll('\n', '');
  });

  it('is a list of definitions in the order of pinyin, behind what else is in the block', () => {
    expect(html).toMatch(/^<p>本书所用的术语如下。<\/p><section class="glossary" role="doc-glossary"><dl>/);
    expect([...html.matchAll(/<dfn>(.*?)<\/dfn>/g)].map(([, word]) => word)).toEqual([
      '地区生产总值',
      'GDP',
      '规模以上工业',
      '行业',
      '没用到的词',
      '增加值',
    ]);
  });

  it('has several words for one meaning, and meanings of several blocks that use terms themselves', () => {
    expect(html).toContain('<dt id="kb-term-3"><dfn>地区生产总值</dfn></dt><dt><dfn>GDP</dfn></dt><dd><p>一个地区');
    expect(html).toContain(
      '<dd><p>生产的<em>净</em>成果。</p><p>与<a class="term" href="#kb-term-3" role="doc-glossref">GDP</a>的关系见上文。</p></dd>',
    );
  });

  it('is reached from the text, by any of its words or another form of them; the first use is told apart', async () => {
    const text = (await chapterHtml(folder, 'one.md')).replaceAll(' role="doc-glossref"', '');
    expect(text).toContain(
      '<a class="term first" href="#kb-term-3">地区生产总值</a>又叫<a class="term" href="#kb-term-3">GDP</a>，不算<a class="term first" href="#kb-term-1">增加值</a>。' +
        '<a class="term first" href="#kb-term-2">规上企业</a>的<a class="term" href="#kb-term-1">增加值</a>另算。',
    );
  });
});

it('stays as written if book.yaml says so, and is sorted by strokes in traditional books', () => {
  const text = '# 甲\n\n:::glossary\n- **一般**：一。\n- **行业**：二。\n- **Z**：三。\n:::\n';
  const order = (config: object) => {
    const { book } = assembleText({ 'a.md': text }, config);
    return JSON.stringify(book.chapters[0]?.tree).match(/(?<="names":\[")[^"]+/g);
  };
  expect(order({ glossary: { order: 'written' } })).toEqual(['一般', '行业', 'Z']);
  expect(order({})).toEqual(['行业', '一般', 'Z']);
  expect(order({ index: { order: 'stroke' } })).toEqual(['Z', '一般', '行业']);
  expect(order({ language: 'zh-Hant-TW' })).toEqual(['Z', '一般', '行业']);
});

it('is a glossary to EPUB readers', async () => {
  const { book, template } = await typesetBook('glossary');
  const { pages, landmarks } = await composeEpub(book, template, { cover: undefined });
  const page = pages.find(({ file }) => file === 'c02.xhtml')?.body ?? '';
  expect(page).toContain('<section class="glossary" role="doc-glossary" epub:type="glossary"><dl>');
  expect(pages.find(({ file }) => file === 'c01.xhtml')?.body).toContain(
    '<a class="term first" href="c02.xhtml#kb-term-3" role="doc-glossref" epub:type="glossref">地区生产总值</a>',
  );
  expect(landmarks.at(-1)).toEqual({ type: 'glossary', href: 'c02.xhtml', label: '术语表' });
  expect(toHtml(book.html[0]?.title ?? [])).toBe('用语');
});
