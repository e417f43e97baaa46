import { describe, expect, it } from 'vitest';
import { describePages, listParts, type Numbering, type Part, placeBlanks } from '../../src/pdf/pages.ts';
import { loadTemplate } from '../../src/template/load.ts';
import { bookFolder, typesetFolder } from '../typeset-folder.ts';

function part(id: string, kind: Part['kind'], matter: Part['matter'], opens: Part['opens'] = 'page'): Part {
  return { id, kind, matter, opens, title: `题${id}` };
}

const front: Part[] = [
  part('cover', 'cover', 'front'),
  part('imprint', 'imprint', 'front'),
  part('contents', 'contents', 'front', 'recto'),
];

describe('placeBlanks', () => {
  it('puts a blank page where a part must open on a recto and would not', () => {
    const parts = [
      ...front,
      part('a', 'chapter', 'body', 'recto'),
      part('b', 'chapter', 'body', 'recto'),
      part('c', 'chapter', 'back'),
    ];
    expect([...placeBlanks(parts, [1, 1, 2, 2, 2, 1])]).toEqual([]);
    expect([...placeBlanks(parts, [1, 1, 1, 3, 1, 1])]).toEqual(['a', 'b']);
    expect([...placeBlanks(parts, [1, 2, 1, 1, 1, 1])]).toEqual(['contents', 'a', 'b']);
  });
});

const numbering = { front: 'roman', restart: true } as const;

describe('describePages', () => {
  it('gives each page its folio and kind', () => {
    const parts = [
      ...front,
      part('pre', 'chapter', 'front'),
      part('one', 'chapter', 'body', 'recto'),
      part('two', 'chapter', 'body'),
      part('end', 'chapter', 'back'),
    ];
    // cover 0 · imprint 1 · contents 2 · pre 3–4 · blank 5 · one 6–8 · two 9–10 · end 11
    const pages = describePages(parts, [0, 1, 2, 3, 6, 9, 11], 12, new Set(['one']), numbering);
    expect(pages.map(({ kind, side, folio, label }) => [kind, side, folio, label])).toEqual([
      ['cover', 'recto', '', ''],
      ['imprint', 'verso', '', ''],
      ['contents', 'recto', 'i', 'i'],
      ['opener', 'verso', 'ii', 'ii'],
      ['text', 'recto', 'iii', 'iii'],
      ['blank', 'verso', '', 'iv'],
      ['opener', 'recto', '1', '1'],
      ['text', 'verso', '2', '2'],
      ['text', 'recto', '3', '3'],
      ['opener', 'verso', '4', '4'],
      ['text', 'recto', '5', '5'],
      ['opener', 'verso', '6', '6'],
    ]);
  });

  it('goes on in roman numerals when there is no body', () => {
    const pages = describePages([...front, part('pre', 'chapter', 'front')], [0, 1, 2, 3], 5, new Set(), numbering);
    expect(pages.map((page) => page.label)).toEqual(['', '', 'i', 'ii', 'iii']);
  });

  it('numbers the front matter as the template says, and the body after it', () => {
    const parts = [...front, part('pre', 'chapter', 'front'), part('one', 'chapter', 'body')];
    const labels = (numbering: Numbering) =>
      describePages(parts, [0, 1, 2, 3, 4], 5, new Set(), numbering).map((page) => page.label);
    expect(labels({ front: 'arabic', restart: true })).toEqual(['', '', '1', '2', '1']);
    expect(labels({ front: 'arabic', restart: false })).toEqual(['', '', '1', '2', '3']);
    expect(labels({ front: 'none', restart: true })).toEqual(['', '', '', '', '1']);
  });
});

describe('listParts', () => {
  it('opens the body as the template says, whatever follows', async () => {
    const { book } = await typesetFolder(bookFolder('matters'));
    const template = await loadTemplate('report');
    const openers = { front: 'page', body: 'recto', part: 'recto', chapter: 'page' } as const;
    const parts = book ? listParts(book, { ...template, openers }) : [];
    expect(parts.map(({ id, kind, matter, opens, title }) => [id, kind, matter, opens, title])).toEqual([
      ['kb-cover', 'cover', 'front', 'page', ''],
      ['kb-imprint', 'imprint', 'front', 'page', ''],
      ['kb-contents', 'contents', 'front', 'recto', '目录'],
      ['c01', 'chapter', 'front', 'page', '前言'],
      ['c02', 'chapter', 'body', 'recto', '第一章　甲'],
      ['c03', 'chapter', 'body', 'page', '插页'],
      ['c04', 'chapter', 'back', 'page', '后记'],
    ]);
  });
});
