import { expect, it } from 'vitest';
import { bookFolder, chapterHtml } from '../typeset-folder.ts';

const verse = await chapterHtml(bookFolder('verse'), 'verse.md');
const letter = await chapterHtml(bookFolder('verse'), 'letter.md');

it('keeps lines and stanzas of verse, with title and author', () => {
  expect(verse).toContain(
    '<div class="verse" id="heron"><p class="block-title">登鹳雀楼</p><p class="author">王之涣</p>' +
      '<div class="stanza"><p class="line">白日依山尽，</p><p class="line">黄河入海流。</p>',
  );
  expect(verse.match(/class="stanza"/g)?.length).toBe(3);
  expect(verse.match(/class="line"/g)?.length).toBe(14);
});

it('sets the source of a quotation behind a dash', () => {
  expect(verse).toContain(
    '<div class="epigraph" role="doc-epigraph"><p>学而时习之，不亦说乎？</p><p class="quote-source">——《论语·学而》</p></div>',
  );
  expect(verse).toContain('<blockquote class="quote">');
});

it('opens an abstract with its name, in the language of the block', () => {
  expect(letter).toContain(
    '<section class="abstract" role="doc-abstract"><p><strong class="run-in">摘要：</strong>本文',
  );
  expect(letter).toContain(
    '<section class="abstract" role="doc-abstract" lang="en"><p><strong class="run-in">Abstract: </strong>This',
  );
});

it('parts keywords by semicolons, however they were written', () => {
  expect(letter).toContain('<strong class="run-in">关键词：</strong>太原；产业结构；<em>制造业</em></p>');
  expect(letter).toContain('<strong class="run-in">Keywords: </strong>Taiyuan; industry; manufacturing</p>');
});

it('makes each line of a signature a paragraph', () => {
  expect(letter).toContain(
    '<div class="signature"><p class="line">编者</p><p class="line">二〇二五年三月一日</p></div>',
  );
});
