import { describe, expect, it } from 'vitest';
import { editorLink } from '../../../src/preview/client/editor.ts';
import { changedPages, findAgain, findFolio, pagesOf, rowsOf } from '../../../src/preview/client/page-list.ts';
import { editorAddress } from '../../../src/preview/editor-address.ts';
import type { BookView, PageView } from '../../../src/preview/protocol.ts';

const page = (part: string, nth: number, label: string, more: Partial<PageView> = {}): PageView => ({
  label,
  folio: label,
  kind: 'text',
  side: 'recto',
  part,
  nth,
  digest: `${part}${nth}`,
  body: `${part}${nth}`,
  ...more,
});

const view: BookView = {
  revision: 1,
  id: 'b',
  title: '书',
  language: 'zh-Hans',
  contents: [],
  geometry: {} as BookView['geometry'],
  pages: [
    page('cover', 0, '', { side: 'recto' }),
    page('toc', 0, 'i', { side: 'verso' }),
    page('a', 0, '1', { side: 'recto' }),
    page('a', 1, '2', { side: 'verso' }),
    page('a', 2, '', { side: 'recto', kind: 'blank' }),
    page('b', 0, '4', { side: 'verso' }),
  ],
};

describe('the list of pages', () => {
  const pages = pagesOf(view);

  it('puts a draft in the place of its part, with the blank page behind it', () => {
    const draft = [page('a', 0, '1', { body: 'new' }), page('a', 1, '2'), page('a', 2, '3')];
    const mixed = pagesOf(view, { revision: 2, part: 'a', pages: draft });
    expect(mixed.map(({ key, revision }) => `${key} ${revision}`)).toEqual([
      'cover/0 1',
      'toc/0 1',
      'a/0 2',
      'a/1 2',
      'a/2 2',
      'a/2 1',
      'b/0 1',
    ]);
    expect([...changedPages(pages, mixed)]).toContain('a/0');
    expect([...changedPages(pages, mixed)]).not.toContain('a/1');
  });

  it('takes each page of a glimpse from where it is', () => {
    const found = (revision: number, index: number) => ({ found: { revision, index } });
    const glimpse = [
      { ...page('a', 0, '1'), ...found(1, 2) },
      { ...page('a', 1, '2', { digest: 'x' }), ...found(2, 0) },
    ];
    const mixed = pagesOf(view, { revision: 2, part: 'a', pages: glimpse, glimpse: true });
    expect(mixed.slice(2, 5).map(({ revision, index, draft }) => [revision, index, draft])).toEqual([
      [1, 2, false],
      [2, 0, true],
      [1, 4, false],
    ]);
    expect(changedPages(pages, mixed).size).toBe(0);
  });

  it('lays pages side by side with the recto away from the spine', () => {
    expect(rowsOf(pages, true, 'left')).toEqual([
      [undefined, 0],
      [1, 2],
      [3, 4],
      [5, undefined],
    ]);
    expect(rowsOf(pages, true, 'right')).toEqual([
      [0, undefined],
      [2, 1],
      [4, 3],
      [undefined, 5],
    ]);
    expect(rowsOf(pages, false, 'left')).toHaveLength(6);
  });

  it('finds pages by folio, label or place, and a page that has moved by its part', () => {
    expect(['1', 'i', ' I ', '４', '#1', '#7', '9', ''].map((typed) => findFolio(pages, typed))).toEqual([
      2,
      1,
      1,
      5,
      0,
      undefined,
      undefined,
      undefined,
    ]);
    expect(findAgain(pages, { key: 'b/0', at: 1 })).toBe(5);
    expect(findAgain(pages, { key: 'a/9', at: 1 })).toBe(4);
    expect(findAgain(pages, { key: 'gone/0', at: 77 })).toBe(5);
  });
});

describe('the address of an editor', () => {
  it('is that of a known one, or of one that is given, and never runs in the page', () => {
    expect(editorAddress('cursor')).toBe('cursor://file{file}:{line}');
    expect(editorAddress('my://x?f={file}&l={line}')).toContain('my://');
    for (const named of ['javascript:alert(1)//{file}', 'data:text/html,{file}', 'nothing', 'http://x/', 'toString']) {
      expect(() => editorAddress(named)).toThrow();
    }
  });

  it('names the file whole, with what an address cannot hold written so', () => {
    const settings = { language: 'zh', folder: '/书 稿', editor: editorAddress('vscode') } as const;
    expect(editorLink(settings, { file: 'a#1?.md', line: 3 })).toBe(
      'vscode://file/%E4%B9%A6%20%E7%A8%BF/a%231%3F.md:3',
    );
    expect(editorLink({ ...settings, editor: '' }, { file: 'a.md', line: 3 })).toBeUndefined();
  });
});
